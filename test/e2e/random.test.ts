/** Set-ups made at random, of those that fit together, boot. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Arch } from '../../src/model/arch.ts'
import { fittingAnswers, seedOfThisRun, type Typed } from '../journeys/random-answers.ts'
import { boot, machineOf, missingLines } from './boot.ts'

const seed = seedOfThisRun()
console.log(`random boots: XENUP_SEED=${seed} makes the same again`)

/** Debian's kernel has the drivers of a guest's disk as modules: without a ramdisk it finds no root. */
const boots = (one: Typed): boolean => one['guest.ramdisk'] !== 'none'

const samples = fc.sample(fittingAnswers, { seed, numRuns: 200 }).filter(boots)

test.each<Arch>(['arm64', 'arm32'])('a set of answers at random for %s boots', async (arch) => {
  const answers = samples.find((one) => one['goal.arch'] === arch)!
  console.log(`random-${arch}: ${JSON.stringify(answers)}`)
  const booted = await boot({ name: `random-${arch}`, machine: machineOf(arch), answers })
  expect(booted.verdict).toMatchObject({ ok: true })
  expect(missingLines(booted)).toEqual([])
})
