import type { Finding, FindingKind } from "./dump/findings.ts";

const sections: readonly { kind: FindingKind; title: string; text: string }[] = [
  { kind: "open", title: "Yours to do", text: "Imported, and without effect until you have done this." },
  { kind: "lost", title: "Not carried over", text: "Without an equivalent here." },
  { kind: "changed", title: "Carried over in another form", text: "Look whether it still says what you mean." },
  { kind: "unreadable", title: "Not readable", text: "Parts that have another form than a dump has." },
];

/** The report of an import, in Markdown: each thing once, with all its positions in the dumps. */
export function writeReport(findings: readonly Finding[]): string {
  const parts = sections.flatMap(({ kind, title, text }) => {
    const own = findings.filter((each) => each.kind === kind);
    return own.length === 0 ? [] : [`## ${title} (${own.length})\n\n${text}\n\n${itemsOf(own).join("\n")}\n`];
  });
  const nothing = "Everything came over as it was.\n";
  return ["# The import from Tock\n", ...(parts.length === 0 ? [nothing] : parts)].join("\n");
}

/** "12 to do, 3 not carried over", for the terminal. */
export function summaryOf(findings: readonly Finding[]): string {
  const counts = sections.flatMap(({ kind, title }) => {
    const count = findings.filter((each) => each.kind === kind).length;
    return count === 0 ? [] : [`${count} ${title.toLowerCase()}`];
  });
  return counts.length === 0 ? "everything came over as it was" : counts.join(", ");
}

function itemsOf(findings: readonly Finding[]): string[] {
  return [...Map.groupBy(findings, ({ detail }) => detail)].map(([detail, all]) => {
    const positions = [...new Set(all.map(({ at }) => code(at)))];
    return `- ${plain(detail)}: ${positions.join(", ")}`;
  });
}

/** A dump's texts are from elsewhere: none may look like a part of the report. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ").replaceAll("<", "&lt;");
}

function code(text: string): string {
  return `\`${text.replaceAll(/[`\p{Cc}]+/gu, " ")}\``;
}
