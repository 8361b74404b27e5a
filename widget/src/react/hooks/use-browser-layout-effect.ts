import { useEffect, useLayoutEffect } from "react";

/** `useLayoutEffect` where there is a layout; React 18 warns about it on a server. */
export const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;
