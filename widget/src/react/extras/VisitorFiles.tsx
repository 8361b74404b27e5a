import { type ReactNode, useMemo } from "react";
import type { VisitorEntry } from "#chat/chat.ts";
import { shownFiles } from "#chat/files/shown-file.ts";
import { Bubble } from "#react/message/Bubble.tsx";
import { useOwn } from "#react/seams/seams.tsx";
import { useNeeded } from "./use-needed.ts";

/** The files of a visitor's message, as the page or the chat draws them. */
export function VisitorFiles({ entry }: { entry: VisitorEntry }): ReactNode {
  const { content, key: entryKey } = entry;
  const given = useMemo(
    () => (content.type === "files" ? { files: shownFiles(content.files), text: content.text } : noFiles),
    [content],
  );
  return useOwn("files", { entryKey, ...given }, <UsualFiles entry={entry} />);
}

const noFiles = { files: [], text: undefined };

/** Until the code for their look has come, their names. */
function UsualFiles({ entry }: { entry: VisitorEntry }): ReactNode {
  const parts = useNeeded("media");
  if (entry.content.type !== "files") return null;
  if (typeof parts === "object" && parts.VisitorFiles !== undefined) return <parts.VisitorFiles entry={entry} />;
  const { files, text = "" } = entry.content;
  return (
    <Bubble by="user">
      <p className="causerie-text">{[...shownFiles(files).map(({ name }) => name), text].join("\n").trim()}</p>
    </Bubble>
  );
}
