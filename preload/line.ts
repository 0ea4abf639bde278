import { LINE_ORDER_CHANNEL, LINE_REPORTS } from '#shared/contract/names.ts';
import { asks, expose, hears } from './bridge.ts';

expose({ ...asks('line', LINE_REPORTS), onOrder: hears(LINE_ORDER_CHANNEL) });
