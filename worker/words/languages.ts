/** All languages at once, for the Worker; the dashboard loads the reader's own. */
import type { Language } from './language.ts';
import { ar } from './languages/ar.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { it } from './languages/it.ts';
import { ja } from './languages/ja.ts';
import { ptBR } from './languages/pt-br.ts';
import { tr } from './languages/tr.ts';
import type { Locale } from './locales.ts';

export const LANGUAGES: Record<Locale, Language> = { en, es, 'pt-BR': ptBR, fr, de, it, tr, ar, ja };
