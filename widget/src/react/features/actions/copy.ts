export type Copied = { text: string; html?: string };

/** Puts it into the clipboard: with its look for programs that take that, and as plain text for the others. */
export async function copy({ text, html }: Copied): Promise<void> {
  if (copyByEvent({ text, html })) return;
  // The browser does not take it from a script any more.
  const plain = { "text/plain": new Blob([text], { type: "text/plain" }) };
  const rich = html === undefined ? {} : { "text/html": new Blob([html], { type: "text/html" }) };
  await navigator.clipboard.write([new ClipboardItem({ ...plain, ...rich })]);
}

/** Needs no permission, which a frame in the page of somebody else does not have. */
function copyByEvent({ text, html }: { text: string; html: string | undefined }): boolean {
  let isCopied = false;
  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    if (html !== undefined) event.clipboardData?.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
    isCopied = true;
  };
  window.addEventListener("copy", onCopy, true);
  try {
    document.execCommand("copy");
  } finally {
    window.removeEventListener("copy", onCopy, true);
  }
  return isCopied;
}
