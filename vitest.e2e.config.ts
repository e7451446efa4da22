import { defineConfig } from 'vitest/config'

/** The end-to-end boots: one QEMU at a time, minutes each on a slow machine. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/parts.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
  },
})
