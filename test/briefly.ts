/** Between two edits: each property draws for a fifth of a second at most; `npm test` draws all that it asks for. */
import fc from 'fast-check'

fc.configureGlobal({ interruptAfterTimeLimit: 200 })
