/** Where Meta posts the webhooks of a connector. */
export function webhookUrl({ path }: { path: string }, publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, "")}${path}`;
}
