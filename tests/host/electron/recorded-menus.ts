import { HostEvent, Modelled, ModelledEmitter } from './modelled.ts';
import { record } from '../recorded.ts';

/** Menus, tray icons and pictures: nothing of them is drawn. See README.md, "Proved on Electron only". */

interface MenuItemOptions {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly click?: (...args: unknown[]) => void;
  readonly submenu?: readonly MenuItemOptions[];
  readonly [other: string]: unknown;
}

export class MenuItem extends Modelled {
  readonly electronName = 'MenuItem';
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly id: string | undefined;
  readonly click: (...args: unknown[]) => void;
  readonly submenu: Menu | undefined;
  enabled = true;
  visible = true;
  checked = false;

  constructor(options: MenuItemOptions) {
    super();
    this.label = options.label ?? '';
    this.role = options.role;
    this.type = options.type ?? 'normal';
    this.id = options.id;
    this.click = options.click ?? (() => undefined);
    this.submenu = options.submenu && Menu.buildFromTemplate(options.submenu);
  }
}

let applicationMenu: Menu | null = null;

export class Menu extends Modelled {
  readonly electronName = 'Menu';
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly MenuItemOptions[]): Menu {
    const menu = new Menu();
    for (const options of template) menu.append(new MenuItem(options));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
    record('Menu.setApplicationMenu', menu?.labels() ?? null);
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    return this.items.find((item) => item.id === id) ?? null;
  }

  popup(): void {
    record('Menu.popup', this.labels());
  }

  closePopup(): void {
    record('Menu.closePopup', this.labels());
  }

  labels(): string[] {
    return this.items.map((item) => item.label || (item.role ?? item.type));
  }
}

class NativeImage extends Modelled {
  readonly electronName = 'nativeImage';
  readonly #source: string;

  constructor(source: string) {
    super();
    this.#source = source;
  }

  isEmpty(): boolean {
    return this.#source === '';
  }

  setTemplateImage(isTemplate: boolean): void {
    record('nativeImage.setTemplateImage', this.#source, isTemplate);
  }

  resize(): NativeImage {
    return this;
  }
}

class NativeImages extends Modelled {
  readonly electronName = 'nativeImage';

  createFromPath(path: string): NativeImage {
    return new NativeImage(path);
  }

  createFromDataURL(url: string): NativeImage {
    return new NativeImage(url);
  }

  createFromBuffer(): NativeImage {
    return new NativeImage('buffer');
  }

  createEmpty(): NativeImage {
    return new NativeImage('');
  }
}

export const nativeImage = new NativeImages();

export class Tray extends ModelledEmitter {
  readonly electronName = 'Tray';
  protected readonly events = [
    'click',
    'right-click',
    'double-click',
    'mouse-enter',
    'mouse-leave',
    'drop-files',
  ];
  #isDestroyed = false;

  constructor(image: unknown) {
    super();
    record('new Tray', image);
  }

  setToolTip(text: string): void {
    record('Tray.setToolTip', text);
  }

  setContextMenu(menu: Menu | null): void {
    record('Tray.setContextMenu', menu?.labels() ?? null);
  }

  setImage(image: unknown): void {
    record('Tray.setImage', image);
  }

  setTitle(title: string): void {
    record('Tray.setTitle', title);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    record('Tray.destroy');
    this.#isDestroyed = true;
    this.emit('destroyed', new HostEvent());
  }
}
