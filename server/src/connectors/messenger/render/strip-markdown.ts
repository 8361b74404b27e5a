/**
 * Converts Markdown to plain text, because Messenger would show its marks. Links become `label (address)`, list marks
 * become `•`, headings and emphasis lose their marks. It changes only what is certainly Markdown: `2 * 3 * 4` and
 * `snake_case` stay.
 */
export function stripMarkdown(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)/gi, (_match, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replaceAll(/^#{1,6} +(?=\S)/gm, "")
    .replaceAll(/^( {0,8})[-*+] +(?=\S)/gm, "$1• ")
    .replaceAll(/(?<![\w*])\*\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*\*(?![\w*])/g, "$1")
    .replaceAll(/(?<![\w*])\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*(?![\w*])/g, "$1")
    .replaceAll(/(?<!\w)__(?=[^\s_])([^_\n]{0,500}[^\s_])__(?!\w)/g, "$1");
}
