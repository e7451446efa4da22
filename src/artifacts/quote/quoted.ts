/**
 * A value ready to stand in an artifact, or the sentence that says why it cannot: nothing is ever dropped or changed.
 */
export type Quoted = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly says: string }

export const quoted = (text: string): Quoted => ({ ok: true, text })

export const refused = (says: string): Quoted => ({ ok: false, says })
