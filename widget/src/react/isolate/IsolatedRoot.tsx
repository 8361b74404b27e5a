import { type ReactNode, useEffect, useRef, useState } from "react";
import { ChatRoot, type ChatRootProps } from "#react/ChatRoot.tsx";
import type { ShadowTree } from "./shadow-tree.tsx";

/**
 * The chat in a shadow root of the page. On a server it is an empty host. The style sheet is a part of the code that is
 * fetched then, so that nothing is seen without it.
 */
export function IsolatedRoot({ className, ...props }: ChatRootProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const [tree, setTree] = useState<ShadowTree>();

  useEffect(() => {
    let end: (() => void) | undefined;
    let isOver = false;
    const open = async (): Promise<void> => {
      const { openShadowTree } = await import("./shadow-tree.tsx");
      if (isOver || host.current === null) return;
      const opened = openShadowTree(host.current);
      ({ end } = opened);
      setTree(opened);
    };
    open().catch((error: unknown) =>
      setTree(() => {
        throw error; // For the boundary around the chat.
      }),
    );
    return () => {
      isOver = true;
      end?.();
    };
  }, []);

  return (
    <>
      <div ref={host} className={className} hidden={tree === undefined} {...tree?.hostProps} />
      {tree?.draw(<ChatRoot {...props} />)}
    </>
  );
}
