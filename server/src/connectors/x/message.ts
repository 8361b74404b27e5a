import type { StoredFile } from "#channel/message/message.ts";

/** One direct message: words, a file, or both. `file`: of the server's own store, which is uploaded. */
export type XMessage = { readonly text: string; readonly file?: StoredFile };
