import { defineConfig } from 'vitest/config'

/** Debian as dom0 and guest, made and booted: half an hour and more for each suite on a slow machine. */
export default defineConfig({
  test: {
    include: ['test/userspace/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 3 * 3_600_000,
  },
})
