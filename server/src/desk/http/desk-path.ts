/**
 * Where the console is on its host. A proxy or an application may put a path before all that the server answers; the public URL says it.
 *
 * @param publicUrl of the server.
 * @returns without a slash at the end, e.g. `/desk`, or `/chat/desk`.
 */
export function deskPathOf(publicUrl: string): string {
  return `${new URL(publicUrl).pathname.replace(/\/+$/, "")}/desk`;
}
