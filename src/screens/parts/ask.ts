import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ask, type Params } from "./api.ts";

/** One question to the server. Its key is the path and its parameters, so whatever changed there can be asked again by path. */
export function useAsk<T>(
  path: string,
  params: Params = {},
  options: { enabled?: boolean; keep?: boolean; staleTime?: number; retry?: boolean } = {},
): UseQueryResult<T> {
  return useQuery({
    queryKey: [path, params],
    queryFn: ({ signal }) => ask<T>(path, params, signal),
    enabled: options.enabled ?? true,
    staleTime: options.staleTime ?? 15_000,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.retry === undefined ? {} : { retry: options.retry }),
  });
}
