export type SseEvent = { id?: string; event?: string; retry?: number; data?: unknown };

/** One server-sent event. JSON has no raw line breaks (CR, LF), so no text can end its own line and begin a field. */
export function formatSse({ id, event, retry, data }: SseEvent): string {
  let text = "";
  if (id !== undefined) text += `id: ${id}\n`;
  if (event !== undefined) text += `event: ${event}\n`;
  if (retry !== undefined) text += `retry: ${retry}\n`;
  if (data !== undefined) text += `data: ${JSON.stringify(data)}\n`;
  return `${text}\n`;
}
