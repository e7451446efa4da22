/** When the newest of some files and folders, and of all below them, was changed, in milliseconds; 0 when there is none. */
export function newest(folder: string, paths: readonly string[]): number
/** Builds the program when it is older than what it is made of; an Error with the output when that fails. */
export function buildWhenStale(): void
