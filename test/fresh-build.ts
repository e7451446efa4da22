/** Before any test: the built program is the one that its sources make, because many tests run it. */
import { buildWhenStale } from '../src/fresh-build.mjs'

/** Once, whatever the number of workers. */
export default buildWhenStale
