import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";
import { Announcer } from "#parts/announce.tsx";
import { Toasts } from "#parts/toasts.tsx";

/** What the parts of the console need around them. */
export function Surroundings({ children }: { children: ReactNode }): ReactNode {
  return (
    // Its style elements would need a rule of the page's policy that allows them. What they say stands in our own sheet.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <Toasts>{children}</Toasts>
        <Announcer />
      </Tooltip.Provider>
    </CSPProvider>
  );
}
