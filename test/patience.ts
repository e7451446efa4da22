/** How long a test waits for what a program shows, in milliseconds: no test is about time, and machines can be busy. */
export const patience = 120_000
