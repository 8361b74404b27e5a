import { type ReactNode, useEffect } from "react";
import type { Attachment } from "#inbox/engine/attachments.ts";
import { useAttachments, useEngine } from "#inbox/engine/use-inbox.ts";
import { failureText } from "#i18n/failure-text.ts";
import { type Translate, useTexts } from "#i18n/texts.ts";
import { announce } from "#parts/announce.tsx";
import { IconButton } from "#parts/IconButton.tsx";

/** As the wire has it for `send`. */
const altLength = 1_000;

export function AttachmentList({ id }: { id: string }): ReactNode {
  const t = useTexts();
  const list = useAttachments(id);
  if (list.length === 0) return null;
  return (
    <ul className="attachments" aria-label={t("attachments")}>
      {list.map((each) => (
        <Row key={each.key} id={id} attachment={each} />
      ))}
    </ul>
  );
}

function Row({ id, attachment }: { id: string; attachment: Attachment }): ReactNode {
  const t = useTexts();
  const { attachments } = useEngine();
  const { key, file, alt, sent, phase } = attachment;
  const { name } = file;
  const why = attachment.phase === "failed" ? whyOf(attachment, t) : "";
  const words =
    phase === "ready" ? t("attachReady", { name }) : phase === "failed" ? t("attachFailed", { name, why }) : "";
  useEffect(() => {
    if (words !== "") announce(words);
  }, [words]);
  return (
    <li className="attachment" data-phase={phase}>
      <span className="attachment-name">{name}</span>
      {phase === "uploading" && <progress max={file.size} value={sent} aria-label={t("attachProgress", { name })} />}
      {phase === "failed" && <span className="error">{why}</span>}
      {phase !== "failed" && file.type.startsWith("image/") && (
        <input
          className="input"
          aria-label={t("attachAlt", { name })}
          placeholder={t("attachAltHint")}
          maxLength={altLength}
          value={alt}
          onChange={(event) => attachments.describe(id, key, event.target.value)}
        />
      )}
      {phase === "failed" && attachment.error.isPassing && (
        <button
          type="button"
          className="button small"
          aria-label={t("attachRetry", { name })}
          onClick={() => attachments.retry(id, key)}
        >
          {t("tryAgain")}
        </button>
      )}
      <IconButton icon="close" label={t("attachRemove", { name })} onClick={() => attachments.remove(id, key)} />
    </li>
  );
}

function whyOf({ error }: Extract<Attachment, { phase: "failed" }>, t: Translate): string {
  if (error.code === "too_large") return t("fileTooLarge");
  if (error.code === "file_refused" || error.code === "unsupported") return t("fileRefused");
  return failureText(error, t);
}
