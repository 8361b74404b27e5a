import { type ReactNode, useEffect, useRef, useState } from "react";
import { ChatRoot, type ChatRootProps } from "#react/ChatRoot.tsx";
import { useText } from "#react/text.ts";
import type { ShadowTree } from "./shadow-tree.tsx";

/**
 * The chat in a shadow root of the page. On a server it is an empty host. The style sheet is a part of the code that is
 * fetched then, so that nothing is seen without it.
 */
export function IsolatedRoot({ className, ...props }: ChatRootProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const [tree, setTree] = useState<ShadowTree>();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (failed) return;
    let end: (() => void) | undefined;
    let isOver = false;
    const open = async (): Promise<void> => {
      const { openShadowTree } = await import("./shadow-tree.tsx");
      if (isOver || host.current === null) return;
      const opened = openShadowTree(host.current);
      ({ end } = opened);
      setTree(opened);
    };
    open().catch((error: unknown) => {
      if (!isOver) setFailed(true);
      reportError(error);
    });
    return () => {
      isOver = true;
      end?.();
    };
  }, [failed]);

  return (
    <>
      {failed && <LoadFailed floating={props.mode === "floating"} onRetry={() => setFailed(false)} />}
      <div ref={host} className={className} hidden={tree === undefined} {...tree?.hostProps} />
      {tree?.draw(<ChatRoot {...props} />)}
    </>
  );
}

/** In the page itself, which has no style sheet of ours. */
function LoadFailed({ floating, onRetry }: { floating: boolean; onRetry: () => void }): ReactNode {
  const { nameOf, nameLanguage, dir } = useText();
  return (
    <div role="alert" lang={nameLanguage} dir={dir} style={floating ? inCorner : undefined}>
      <button type="button" onClick={onRetry}>
        {nameOf("loadFailed")}
      </button>
    </div>
  );
}

/** Of the launcher. */
const inCorner = { position: "fixed", insetBlockEnd: 20, insetInlineEnd: 20, zIndex: 2_147_483_000 } as const;
