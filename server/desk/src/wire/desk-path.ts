/** Where the console is on its host, without a slash at the end: the server writes it into the document. Outside of a browser `/desk`. */
export const deskPath =
  globalThis.document?.querySelector<HTMLMetaElement>('meta[name="causerie-desk"]')?.content ?? "/desk";
