/**
 * Adds listeners by the names of their events.
 * @returns a function that removes them all.
 */
export function listen(
  target: EventTarget,
  // The type of an event follows from its name, and only the browser knows that for every target.
  listeners: Readonly<Record<string, (event: never) => void>>,
  capture = false,
): () => void {
  const ending = new AbortController();
  for (const [name, listener] of Object.entries(listeners))
    target.addEventListener(name, listener as EventListener, { capture, signal: ending.signal });
  return () => ending.abort();
}
