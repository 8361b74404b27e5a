const ending = ".json";

/** The file of an intent. Of what a name may have, some systems take the colon for something else. */
export function fileOfIntent(intent: string): string {
  return `${intent.replaceAll(":", "%3A")}${ending}`;
}

export function intentOfFile(file: string): string {
  return file.slice(0, -ending.length).replaceAll("%3A", ":");
}
