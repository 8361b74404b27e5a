/** Shorter paragraphs wait for company: a push for each line would be a storm on the person's phone. */
const shortest = 120;

/**
 * Where the complete paragraphs of a text that is still being written end; 0 if none is. The last one is never
 * complete, and a code block is not taken apart.
 */
export function endOfParagraphs(text: string): number {
  let end = 0;
  let fences = 0;
  for (const match of text.matchAll(/```|\n[ \t]*\n\s*(?=\S)/g)) {
    if (match[0] === "```") fences += 1;
    else if (fences % 2 === 0 && match.index >= shortest) end = match.index + match[0].length;
  }
  return end;
}
