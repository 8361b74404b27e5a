/** Gives a file to the browser, which saves it where the person saves files. */
export function saveFile({ name, content }: { name: string; content: Blob }): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser begins to read after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
