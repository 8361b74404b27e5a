import type { ReactNode } from "react";
import type { VisitorEntry } from "#chat/chat.ts";
import { shownFiles } from "#chat/files/shown-file.ts";
import { useTexts } from "#react/features/texts.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Bubble } from "#react/message/Bubble.tsx";
import { PlainText } from "#react/message/rich-text/RichText.tsx";
import { SentFile } from "./SentFile.tsx";
import { texts } from "./strings.ts";
import { useFiles, useProgress } from "./use-files.ts";

/** The files of a visitor's message with the words that were said with them, and how far they have come. */
export function VisitorFiles({ entry }: { entry: VisitorEntry }): ReactNode {
  const { t } = useTexts(texts);
  const chat = useChat();
  const source = useFiles();
  const { content, delivery, key } = entry;
  const isPending = delivery.type !== "sent" && delivery.type !== "failed";
  const lost = useProgress(source, () => isPending && source?.progress(key, 0)?.kept === false);
  if (content.type !== "files") return null;
  const files = shownFiles(content.files);
  const reason = delivery.type === "failed" ? reasons[delivery.code] : undefined;
  return (
    <>
      <ul className="causerie-sent-files" part="files">
        {files.map((file, index) => (
          <li key={index}>
            <SentFile entryKey={key} index={index} file={file} source={source} isPending={isPending} />
          </li>
        ))}
      </ul>
      {content.text !== undefined && (
        <Bubble by="user">
          <PlainText text={content.text} />
        </Bubble>
      )}
      {isPending && (
        <p className="causerie-files-note">
          {lost && <span>{t("mediaNotKept")}</span>}
          <button
            type="button"
            className="causerie-link-button"
            aria-label={t("mediaCancelThis", { name: files.map(({ name }) => name).join(", ") })}
            onClick={(event) => {
              focusPanel(event.currentTarget);
              chat.discard(key);
            }}
          >
            {t("mediaCancel")}
          </button>
        </p>
      )}
      {reason !== undefined && (
        <p className="causerie-files-note" part="error" data-state="failed">
          {t(reason)}
        </p>
      )}
    </>
  );
}

/** Why the server, or this browser, did not take a file: what the visitor can do something about. */
const reasons: Readonly<Record<string, keyof (typeof texts)["en"] | undefined>> = {
  file_type: "mediaRefusedType",
  file_content: "mediaRefusedContent",
  file_scanner: "mediaRefusedScanner",
  file_lost: "mediaLost",
  too_large: "mediaTooLarge",
};
