/** Where this browser is reached while no page is open. */
export type PushAddress = { endpoint: string; keys: { p256dh: string; auth: string } };

/** Whether this browser and page can have pushes at all, and the visitor has allowed notifications. */
export function mayPush(): boolean {
  return "PushManager" in globalThis && "serviceWorker" in navigator && Notification.permission === "granted";
}

/**
 * Subscribes this browser by the worker at an address of the page's own origin. A subscription for another key of the server is
 * replaced.
 */
export async function subscribe(workerUrl: string, publicKey: string): Promise<PushAddress> {
  const registration = await navigator.serviceWorker.register(workerUrl);
  await untilActive(registration);
  const key = toBytes(publicKey);
  const known = await registration.pushManager.getSubscription();
  const isOurs = known !== null && isSame(known.options.applicationServerKey, key);
  if (known !== null && !isOurs) await known.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const { endpoint, keys } = (isOurs ? known : await registration.pushManager.subscribe(options)).toJSON();
  return { endpoint: endpoint ?? "", keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } };
}

/** A worker that is only being installed subscribes nobody. */
function untilActive({ active, waiting, installing }: ServiceWorkerRegistration): Promise<void> {
  const worker = active ?? waiting ?? installing;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker?.state === "activated" || active !== null) resolve();
      if (worker?.state === "redundant") reject(new Error("the worker could not be installed"));
    };
    worker?.addEventListener("statechange", look);
    look();
  });
}

function toBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function isSame(one: ArrayBuffer | null, other: Uint8Array): boolean {
  return one !== null && new Uint8Array(one).join() === other.join();
}
