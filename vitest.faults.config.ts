import { defineConfig } from 'vitest/config'

/** Faults made on purpose, and booted: one QEMU at a time. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/e2e/parts.ts', 'test/own-folders.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
  },
})
