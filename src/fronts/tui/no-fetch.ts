/**
 * Takes `fetch` away before Ink comes: its layout engine asks whether there is one, and Node.js answers by loading a
 * whole HTTP client, which is 27 ms of the first frame. Nothing here fetches anything.
 */
Reflect.deleteProperty(globalThis, 'fetch')
