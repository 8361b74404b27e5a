/** How much of its allowance the app has used, as the headers tell it. */
export interface Usage {
  /** 0 to 100 */
  percent: number;
  /** Minutes until calls are taken again; 0 unless given. */
  minutesToRegain?: number;
}

/** `X-App-Usage` and `X-Business-Use-Case-Usage`. Source: graph-api/overview/rate-limiting. */
export function usageHeaders({ percent, minutesToRegain = 0 }: Usage, businessId: string): Record<string, string> {
  const share = { call_count: percent, total_time: percent, total_cputime: percent };
  const business = [{ type: "messenger", ...share, estimated_time_to_regain_access: minutesToRegain }];
  return {
    "X-App-Usage": JSON.stringify(share),
    "X-Business-Use-Case-Usage": JSON.stringify({ [businessId]: business }),
  };
}
