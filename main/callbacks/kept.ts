import { failed, ok, type AppError, type Result } from '#shared/result.ts';
import { StoreFailure } from '../records/store.ts';

/** What the act returned once it is on the disk, or why the disk did not take it. A bug is still thrown. */
export function kept<T>(act: () => T): Result<T, AppError> {
  try {
    return ok(act());
  } catch (error) {
    if (error instanceof StoreFailure) return failed(error.error);
    throw error;
  }
}

/** The same for work that takes a while: whatever part of it the disk did not take. */
export async function keptAsync<T>(act: () => Promise<T>): Promise<Result<T, AppError>> {
  try {
    return ok(await act());
  } catch (error) {
    if (error instanceof StoreFailure) return failed(error.error);
    throw error;
  }
}
