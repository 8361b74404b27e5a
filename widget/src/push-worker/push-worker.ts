/**
 * Shows what a push brings while no page is open. The site's own service worker imports it, or it is registered itself where the server
 * has the site's origin. A classic script: workers import no others everywhere.
 * @module
 */
import type { PushPayload } from "@causerie/protocol";

type Notice = { registration: { showNotification(title: string, options: NotificationOptions): Promise<void> } };
type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type PushEvent = Lasting & { data: { json(): unknown } | null };
type ClickEvent = Lasting & { notification: Notification };
type Window = { url: string; focus(): Promise<unknown> };
type Clients = {
  matchAll(options: { type: "window"; includeUncontrolled: true }): Promise<readonly Window[]>;
  openWindow(url: string): Promise<unknown>;
};

const worker = globalThis as unknown as EventTarget & Notice & { clients: Clients };
const tag = "causerie";

worker.addEventListener("push", (event) => {
  const push = event as PushEvent;
  const payload = read(push.data);
  if (payload === undefined) return;
  const { title, url, body = "" } = payload;
  // With one tag a newer notification takes the place of the one before.
  push.waitUntil(worker.registration.showNotification(title, { body, tag, data: { url } }));
});

worker.addEventListener("notificationclick", (event) => {
  const click = event as ClickEvent;
  const { notification } = click;
  const { url } = (notification.data ?? {}) as { url?: string };
  if (notification.tag !== tag || url === undefined) return;
  notification.close();
  click.waitUntil(show(url));
});

/** The page itself where it is open, else a new tab. */
async function show(url: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((window) => window.url === url);
  await (open?.focus() ?? worker.clients.openWindow(url));
}

/** Of another sender: not ours to show. */
function read(data: PushEvent["data"]): PushPayload | undefined {
  try {
    const payload = data?.json() as Partial<PushPayload> | null;
    return payload?.causerie === 1 && typeof payload.title === "string" ? (payload as PushPayload) : undefined;
  } catch {
    return undefined;
  }
}
