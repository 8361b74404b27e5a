import { type Finding, good, warning, wrong } from "./finding.ts";

/** Until when Meta serves a version: day of its end, where Meta has named one (changelog of the Graph API, 2026-11-20). */
const ends = new Map([
  [20, "2026-09-24"],
  [21, "2027-01-21"],
  [25, "2028-07-29"],
]);
const oldestServed = 21;
const soonMs = 90 * 24 * 3_600_000;

/** @param used the version that Meta says it has used: it forwards calls of a version that has ended to a newer one. */
export function checkVersion(version: string, used: string | undefined, now: number): Finding {
  const major = Number(/^v(\d+)/.exec(version)?.[1] ?? Number.NaN);
  const end = ends.get(major);
  const advice = "Leave graphVersion out, or set it to a newer version.";
  if (used !== undefined && used !== version)
    return warning(`Meta answers as Graph API ${used}, although ${version} is configured`, advice);
  if (major < oldestServed || (end !== undefined && Date.parse(end) <= now))
    return wrong(`Graph API ${version} has ended${end === undefined ? "" : ` on ${end}`}`, advice);
  if (end !== undefined && Date.parse(end) - now < soonMs)
    return warning(`Graph API ${version} ends on ${end}`, advice);
  return good(`Graph API ${version} is served${end === undefined ? "" : ` until ${end}`}`);
}
