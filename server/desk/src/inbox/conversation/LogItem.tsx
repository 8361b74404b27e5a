import type { DeskEntry, DeskFile } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import type { TimelineItem } from "#inbox/state/timeline.ts";
import { formatDay, useFormats, useNow } from "#i18n/times.ts";
import { type TextKey, type Translate, useLocale, useTexts } from "#i18n/texts.ts";
import { systemText } from "./system-text.ts";
import { Icon } from "#parts/Icon.tsx";

export function LogItem({ item, visitorName }: { item: TimelineItem; visitorName: string }): ReactNode {
  const t = useTexts();
  const now = useNow();
  const language = useLocale();
  const { time } = useFormats();
  switch (item.type) {
    case "day":
      return <li className="log-day">{formatDay(item.at, now, language)}</li>;
    case "note":
      return (
        <li className="note">
          <p className="entry-head">
            <strong>{t("noteBy", { name: item.note.by.name })}</strong>
            <span className="hint">{t("noteHint")}</span>
            <time dateTime={new Date(item.at).toISOString()}>{time(item.at)}</time>
          </p>
          <p className="entry-text">{item.note.text}</p>
        </li>
      );
    case "pending": {
      const { act } = item.pending;
      const text = act.type === "say" || act.type === "note" ? act.text : t("fileOnItsRoute");
      return (
        <li className={act.type === "note" ? "note" : "entry"} data-by="agent" data-pending="">
          <p className="entry-text">{text}</p>
          <p className="entry-state">{t("sending")}</p>
        </li>
      );
    }
    case "entry":
      return <Entry entry={item.entry} isContinued={item.isContinued} visitorName={visitorName} />;
  }
}

type EntryProps = { entry: DeskEntry; isContinued: boolean; visitorName: string };

function Entry({ entry, isContinued, visitorName }: EntryProps): ReactNode {
  const t = useTexts();
  const { time } = useFormats();
  const { by, text, choices = [], files = [] } = entry;
  if (by.role === "system") return <li className="log-system">{systemText(entry, t)}</li>;
  return (
    <li className="entry" data-by={by.role} data-refused={entry.refused} data-continued={isContinued || undefined}>
      <p className={isContinued ? "causerie-sr" : "entry-head"}>
        <strong>{authorText(entry, visitorName, t)}</strong>
        <time dateTime={new Date(entry.at).toISOString()}>{time(entry.at)}</time>
      </p>
      {text !== "" && <p className="entry-text">{text}</p>}
      {files.map((file, index) => (
        <FileView key={`${index} ${file.name}`} file={file} />
      ))}
      {choices.length > 0 && (
        <ul className="choices" aria-label={t("choices")}>
          {choices.map((choice, index) => (
            <li key={`${index} ${choice}`}>{choice}</li>
          ))}
        </ul>
      )}
      <EntryState entry={entry} />
    </li>
  );
}

const deliveries: Record<NonNullable<DeskEntry["delivery"]>, TextKey> = {
  waiting: "deliveryWaiting",
  sent: "deliverySent",
  delivered: "deliveryDelivered",
  read: "deliveryRead",
  failed: "deliveryFailed",
};

function EntryState({ entry: { refused, delivery, intent, by, kind } }: { entry: DeskEntry }): ReactNode {
  const t = useTexts();
  const words = [
    ...(refused === true ? [t("entryRefused")] : []),
    ...(delivery === undefined || refused === true ? [] : [t(deliveries[delivery])]),
    ...(by.role === "visitor" && kind === "tap" ? [t("entryTap")] : []),
    ...(intent === undefined ? [] : [t("entryIntent", { intent })]),
  ];
  if (words.length === 0) return null;
  const isBad = refused === true || delivery === "failed";
  return (
    <p className="entry-state" data-bad={isBad || undefined}>
      {isBad && <Icon name="alert" />}
      {words.join(" · ")}
    </p>
  );
}

function FileView({ file: { name, mediaType, url, alt, bytes } }: { file: DeskFile }): ReactNode {
  const t = useTexts();
  const locale = useLocale();
  const size = bytes === undefined ? "" : formatBytes(bytes, locale);
  if (url === undefined)
    return (
      <p className="file">
        <Icon name="file" /> {name} <span className="hint">{t("fileGone")}</span>
      </p>
    );
  if (isOf("audio", mediaType))
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has written down what a visitor says
    return <audio className="file-sound" controls preload="none" src={url} aria-label={name} />;
  return (
    <a className="file" href={url} target="_blank" rel="noreferrer">
      {isOf("image", mediaType) ? (
        <img src={url} alt={alt ?? name} loading="lazy" />
      ) : (
        <>
          <Icon name="file" /> {name} <span className="hint">{size}</span>
        </>
      )}
    </a>
  );
}

/** Where a channel does not say the type, only the kind of the file is known. */
function isOf(kind: string, mediaType: string): boolean {
  return mediaType === kind || mediaType.startsWith(`${kind}/`);
}

function authorText({ by }: DeskEntry, visitorName: string, t: Translate): string {
  if (by.role === "visitor") return visitorName;
  if (by.role === "bot") return by.name ?? t("byBot");
  return by.name ?? t("byTeam");
}

function formatBytes(bytes: number, locale: string): string {
  const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const value = bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000);
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
