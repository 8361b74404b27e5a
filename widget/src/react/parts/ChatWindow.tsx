import type { ReactNode } from "react";
import { Announcer, UnreadAnnouncer } from "./Announcer.tsx";
import { Composer } from "./Composer.tsx";
import { ConnectionNotice } from "./ConnectionNotice.tsx";
import { Header } from "./Header.tsx";
import { ErrorBoundary } from "#react/ErrorBoundary.tsx";
import { retryButton } from "#react/RetryButton.tsx";
import { Panel, type PanelMode } from "./Panel.tsx";
import { fill, useSeams } from "#react/seams/seams.tsx";
import { Thread } from "./Thread.tsx";

export type ChatWindowProps = {
  mode: PanelMode;
  open: boolean | undefined;
  onClose: () => void;
  heading?: string | undefined;
  /** In place of the built-in header. */
  header?: ReactNode;
  /** In place of the greeting of an empty conversation. */
  empty?: ReactNode;
  beforeComposer?: ReactNode;
  footer?: ReactNode;
};

/** The whole conversation in its panel: everything except the launcher. */
export function ChatWindow({ mode, open, onClose, heading, ...slots }: ChatWindowProps): ReactNode {
  const shown = (open ?? false) || mode !== "floating";
  const seams = useSeams();
  return (
    <>
      <Panel mode={mode} open={open} onClose={onClose} heading={heading}>
        <Part>
          {slots.header ?? <Header heading={heading} />}
          <ConnectionNotice />
        </Part>
        <Part>
          <Thread empty={slots.empty} />
        </Part>
        <Part>
          {slots.beforeComposer}
          <Composer />
          {slots.footer}
          {shown && <Announcer />}
        </Part>
        {fill(seams.Screen, {})}
      </Panel>
      {!shown && (fill(seams.Unread, {}) ?? <UnreadAnnouncer />)}
      {fill(seams.Outside, { open: shown })}
    </>
  );
}

/** A fault in one part leaves the others. */
function Part({ children }: { children: ReactNode }): ReactNode {
  return <ErrorBoundary instead={retryButton}>{children}</ErrorBoundary>;
}
