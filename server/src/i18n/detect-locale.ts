export function detectLocale(_text: string, _spoken: readonly string[], _current: string): string | undefined {
  return undefined;
}
