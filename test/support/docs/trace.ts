import { type Debugger, Session } from "node:inspector/promises";

/** A function or class to watch, under a name for the trace. */
export type Watched = { id: string; code: (...args: never[]) => unknown };

/** The ids of the watched functions, once for each statement of theirs that ran, in the order of the statements. */
export type Trace = Disposable & { readonly ids: readonly string[] };

declare global {
  /** Written by the breakpoints, whose conditions know global names only. */
  var tracedIds: string[] | undefined;
}

/**
 * Records the order in which the statements of some functions run, by breakpoints whose conditions write it down and never
 * stop. The closures inside a function and the methods of a class belong to it: a factory counts when its product runs.
 */
export async function startTrace(watched: readonly Watched[]): Promise<Trace> {
  const ids: string[] = [];
  globalThis.tracedIds = ids;
  const session = new Session();
  session.connect();
  const scripts: Debugger.ScriptParsedEventDataType[] = [];
  session.on("Debugger.scriptParsed", ({ params }) => void scripts.push(params));
  await session.post("Debugger.enable");
  const sources = new Map<string, string>();
  for (const { scriptId } of scripts) {
    sources.set(scriptId, (await session.post("Debugger.getScriptSource", { scriptId })).scriptSource);
  }
  for (const { id, code } of watched) {
    const text = Function.prototype.toString.call(code);
    const [scriptId, source] = [...sources].find(([, source]) => source.includes(text)) ?? [];
    if (scriptId === undefined || source === undefined) throw new Error(`the source of ${id} is not found`);
    const at = source.indexOf(text);
    const { locations } = await session.post("Debugger.getPossibleBreakpoints", {
      start: positionOf(scriptId, source, at),
      end: positionOf(scriptId, source, at + text.length),
    });
    for (const location of locations) {
      const condition = `tracedIds?.push(${JSON.stringify(id)}), false`;
      await session.post("Debugger.setBreakpoint", { location, condition });
    }
  }
  return {
    ids,
    [Symbol.dispose]() {
      globalThis.tracedIds = undefined;
      session.disconnect();
    },
  };
}

function positionOf(scriptId: string, source: string, offset: number): Debugger.Location {
  const lines = source.slice(0, offset).split("\n");
  return { scriptId, lineNumber: lines.length - 1, columnNumber: lines.at(-1)?.length ?? 0 };
}
