/** A choice that can be tapped: it follows a link, sends a text for the person, or opens a page. */
type Tappable = { label: string; link?: string; say?: string; url?: string };

export type Target = { type: "link"; link: string } | { type: "say"; text: string } | { type: "url"; url: string };

export function targetOf({ label, link, say, url }: Tappable): Target {
  if (link !== undefined) return { type: "link", link };
  return url === undefined ? { type: "say", text: say ?? label } : { type: "url", url };
}

/** `Details → fares?ticket=day-pass` */
export function describeChoice(choice: Tappable): string {
  const target = targetOf(choice);
  switch (target.type) {
    case "link":
      return `${choice.label} → ${target.link}`;
    case "say":
      return `${choice.label} → "${target.text}"`;
    case "url":
      return `${choice.label} → ${target.url}`;
  }
}
