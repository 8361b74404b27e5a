/**
 * What a visitor has wished or agreed to once for all chats of this browser: it is about the browser, not about a conversation.
 * Where the browser forbids or lacks the room, it holds until the page is left.
 * @module
 */
const onPage = new Map<string, boolean>();

export function readWish(name: string): boolean {
  const here = onPage.get(name);
  if (here !== undefined) return here;
  try {
    return localStorage.getItem(keyOf(name)) !== null;
  } catch {
    return false;
  }
}

export function writeWish(name: string, isOn: boolean): void {
  onPage.set(name, isOn);
  try {
    if (isOn) localStorage.setItem(keyOf(name), "1");
    else localStorage.removeItem(keyOf(name));
  } catch {
    // It holds for this page.
  }
}

function keyOf(name: string): string {
  return `causerie ${name}`;
}
