/** The parts of electron-builder's configuration that our tests look at. */
export interface PackagingConfig extends Record<string, unknown> {
  /** electron-builder gathers the patterns of the file in one filter. */
  readonly files: readonly { readonly filter: readonly string[] }[];
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly mac: PlatformConfig & {
    readonly entitlements: string;
    readonly entitlementsInherit: string;
    readonly extendInfo: Readonly<Record<string, string>>;
  };
  readonly win: PlatformConfig;
  readonly linux: PlatformConfig;
  readonly protocols: readonly { readonly name: string; readonly schemes: readonly string[] }[];
}
interface PlatformConfig {
  readonly target: readonly { readonly target: string }[];
}

/** Reads electron-builder.yml, the way electron-builder does. */
export function readPackagingConfig(overrides?: Record<string, unknown>): Promise<PackagingConfig>;
/** Checks a configuration against electron-builder's schema; rejects with every mistake in its message. */
export function validatePackagingConfig(config: PackagingConfig): Promise<void>;
/** Every fuse that electron-builder knows, by its name in the configuration. */
export function knownFuses(): string[];
/** Packages that are not inside the build but packed beside it. */
export const NATIVE_PACKAGES: readonly string[];
