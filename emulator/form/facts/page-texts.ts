/** German, French, Spanish, Japanese, Arabic: the languages of the control beside English, in this order. */
const languageOrder: readonly number[] = [1031, 1036, 3082, 1041, 1025];

type Translations = readonly [string, string, string, string, string];

/** The words of the app around the control, by their English, with Microsoft's own for the same in model-driven apps. */
const translations: Readonly<Record<string, Translations>> = {
  Home: ['Startseite', 'Accueil', 'Inicio', 'ホーム', 'الصفحة الرئيسية'],
  Audience: ['Zielgruppe', 'Audience', 'Audiencia', '対象ユーザー', 'الجمهور'],
  'Site map': ['Siteübersicht', 'Plan du site', 'Mapa del sitio', 'サイト マップ', 'خريطة الموقع'],
  'for development': ['zum Entwickeln', 'pour le développement', 'para desarrollo', '開発用', 'للتطوير'],
  Segments: ['Segmente', 'Segments', 'Segmentos', 'セグメント', 'الشرائح'],
  Segment: ['Segment', 'Segment', 'Segmento', 'セグメント', 'شريحة'],
  'Segment definitions': [
    'Segmentdefinitionen',
    'Définitions de segment',
    'Definiciones de segmento',
    'セグメントの定義',
    'تعريفات الشرائح',
  ],
  'Segment definition': [
    'Segmentdefinition',
    'Définition de segment',
    'Definición de segmento',
    'セグメントの定義',
    'تعريف الشريحة',
  ],
  'Outbound segments': [
    'Ausgehende Segmente',
    'Segments sortants',
    'Segmentos salientes',
    'アウトバウンド セグメント',
    'الشرائح الصادرة',
  ],
  Contacts: ['Kontakte', 'Contacts', 'Contactos', '取引先担当者', 'جهات الاتصال'],
  Contact: ['Kontakt', 'Contact', 'Contacto', '取引先担当者', 'جهة اتصال'],
  Leads: ['Leads', 'Prospects', 'Clientes potenciales', '潜在顧客', 'العملاء المتوقعون'],
  'Marketing lists': [
    'Marketinglisten',
    'Listes marketing',
    'Listas de marketing',
    'マーケティング リスト',
    'قوائم التسويق',
  ],
  Lead: ['Lead', 'Prospect', 'Cliente potencial', '潜在顧客', 'عميل متوقع'],
  Commands: ['Befehle', 'Commandes', 'Comandos', 'コマンド', 'الأوامر'],
  Save: ['Speichern', 'Enregistrer', 'Guardar', '保存', 'حفظ'],
  'Save & Close': [
    'Speichern & schließen',
    'Enregistrer et fermer',
    'Guardar y cerrar',
    '保存して閉じる',
    'حفظ وإغلاق',
  ],
  New: ['Neu', 'Nouveau', 'Nuevo', '新規', 'جديد'],
  Refresh: ['Aktualisieren', 'Actualiser', 'Actualizar', '最新の情報に更新', 'تحديث'],
  Publish: ['Veröffentlichen', 'Publier', 'Publicar', '公開', 'نشر'],
  Saved: ['Gespeichert', 'Enregistré', 'Guardado', '保存済み', 'تم الحفظ'],
  'Unsaved changes': [
    'Nicht gespeicherte Änderungen',
    'Modifications non enregistrées',
    'Cambios sin guardar',
    '保存されていない変更',
    'تغييرات غير محفوظة',
  ],
  'New {0}': ['{0}: neu', '{0} : nouveau', '{0}: nuevo', '新しい {0}', '{0}: جديد'],
  'Static members': [
    'Statische Mitglieder',
    'Membres statiques',
    'Miembros estáticos',
    '静的メンバー',
    'الأعضاء الثابتون',
  ],
  General: ['Allgemein', 'Général', 'General', '全般', 'عام'],
  Summary: ['Zusammenfassung', 'Résumé', 'Resumen', '概要', 'ملخص'],
  Name: ['Name', 'Nom', 'Nombre', '名前', 'الاسم'],
  'Status reason': [
    'Statusgrund',
    'Raison du statut',
    'Razón para el estado',
    'ステータスの理由',
    'سبب الحالة',
  ],
  'Segment query': [
    'Segmentabfrage',
    'Requête de segment',
    'Consulta del segmento',
    'セグメント クエリ',
    'استعلام الشريحة',
  ],
  'Modified on': ['Geändert am', 'Modifié le', 'Modificado el', '修正日', 'تاريخ التعديل'],
  'Base table': ['Basistabelle', 'Table de base', 'Tabla base', '基本テーブル', 'الجدول الأساسي'],
  'Member count': ['Mitgliederzahl', 'Nombre de membres', 'Número de miembros', 'メンバー数', 'عدد الأعضاء'],
  Active: ['Aktiv', 'Actif', 'Activo', 'アクティブ', 'نشط'],
  Inactive: ['Inaktiv', 'Inactif', 'Inactivo', '非アクティブ', 'غير نشط'],
  All: ['Alle', 'Tous', 'Todos', 'すべて', 'الكل'],
  Live: ['Live', 'En ligne', 'Activo', 'ライブ', 'مباشر'],
  Draft: ['Entwurf', 'Brouillon', 'Borrador', '下書き', 'مسودة'],
  Stopped: ['Beendet', 'Arrêté', 'Detenido', '停止済み', 'متوقف'],
  Views: ['Ansichten', 'Vues', 'Vistas', 'ビュー', 'طرق العرض'],
  'Search by name': [
    'Nach Name suchen',
    'Rechercher par nom',
    'Buscar por nombre',
    '名前で検索',
    'البحث بالاسم',
  ],
  Search: ['Suchen', 'Rechercher', 'Buscar', '検索', 'بحث'],
  'No records are here. Choose another view or search.': [
    'Hier sind keine Datensätze. Wählen Sie eine andere Ansicht oder Suche.',
    'Aucun enregistrement ici. Choisissez une autre vue ou recherche.',
    'Aquí no hay registros. Elija otra vista o búsqueda.',
    'レコードがありません。別のビューか検索語を選択してください。',
    'لا توجد سجلات هنا. اختر طريقة عرض أو بحثًا آخر.',
  ],
  Pages: ['Seiten', 'Pages', 'Páginas', 'ページ', 'الصفحات'],
  Previous: ['Zurück', 'Précédent', 'Anterior', '前へ', 'السابق'],
  Next: ['Weiter', 'Suivant', 'Siguiente', '次へ', 'التالي'],
  'Page {0} of {1}, {2} records': [
    'Seite {0} von {1}, Datensätze: {2}',
    'Page {0} sur {1}, enregistrements : {2}',
    'Página {0} de {1}, registros: {2}',
    '{0} / {1} ページ、レコード数: {2}',
    'الصفحة {0} من {1}، السجلات: {2}',
  ],
  'Look up records': [
    'Datensätze suchen',
    'Rechercher des enregistrements',
    'Buscar registros',
    'レコードの検索',
    'البحث عن السجلات',
  ],
  Table: ['Tabelle', 'Table', 'Tabla', 'テーブル', 'الجدول'],
  Records: ['Datensätze', 'Enregistrements', 'Registros', 'レコード', 'السجلات'],
  'Recently used': [
    'Zuletzt verwendet',
    'Utilisés récemment',
    'Usados recientemente',
    '最近使用',
    'المستخدمة مؤخرًا',
  ],
  Add: ['Hinzufügen', 'Ajouter', 'Agregar', '追加', 'إضافة'],
  Cancel: ['Abbrechen', 'Annuler', 'Cancelar', 'キャンセル', 'إلغاء'],
  OK: ['OK', 'OK', 'Aceptar', 'OK', 'موافق'],
  'Refreshing drops what was not saved.': [
    'Beim Aktualisieren geht verloren, was nicht gespeichert ist.',
    'L’actualisation abandonne ce qui n’est pas enregistré.',
    'Al actualizar se descarta lo que no se ha guardado.',
    '更新すると、保存されていない変更は失われます。',
    'يؤدي التحديث إلى فقدان ما لم يُحفظ.',
  ],
  'Read-only: this record is inactive.': [
    'Schreibgeschützt: Dieser Datensatz ist inaktiv.',
    'Lecture seule : cet enregistrement est inactif.',
    'Solo lectura: este registro está inactivo.',
    '読み取り専用: このレコードは非アクティブです。',
    'للقراءة فقط: هذا السجل غير نشط.',
  ],
  'Read-only: you may not change this record.': [
    'Schreibgeschützt: Sie dürfen diesen Datensatz nicht ändern.',
    'Lecture seule : vous ne pouvez pas modifier cet enregistrement.',
    'Solo lectura: no puede cambiar este registro.',
    '読み取り専用: このレコードは変更できません。',
    'للقراءة فقط: لا يمكنك تغيير هذا السجل.',
  ],
  'No segment belongs to this definition yet.': [
    'Zu dieser Definition gehört noch kein Segment.',
    'Aucun segment ne correspond encore à cette définition.',
    'Todavía no hay ningún segmento de esta definición.',
    'この定義に属するセグメントはまだありません。',
    'لا توجد شريحة تابعة لهذا التعريف بعد.',
  ],
};

/** A text of the page in the user's language, English where there is none, with `{0}`, `{1}` ... replaced. */
export type PageTexts = (english: string, ...values: readonly string[]) => string;

export function pageTexts(languageId: number): PageTexts {
  const place = languageOrder.indexOf(languageId);
  return (english, ...values) => {
    const known = Object.hasOwn(translations, english) ? translations[english] : undefined;
    return (known?.[place] ?? english).replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? '');
  };
}
