# Text of messages carries Telegram's HTML; buttons, charts, pages (page-) and toasts are plain.
# Units follow their number without a break: code sees to that.

-brand = Farolero

## Buttons

button-back = ⟵ Назад
button-connect = 🔗 Подключить Instagram
button-link-again = 🔗 Подключить снова
button-open-instagram = 🔗 Перейти в Instagram
button-try-now = ↻ Попробовать сейчас
button-start-anew = Начать заново
button-cancel = Отменить
button-example = Что вы увидите
button-privacy = Приватность
button-security-log = 🔐 Журнал
button-language = 🌐 Язык
button-time-zone = 🕐 Часовой пояс
button-by-location = 📍 По геопозиции
button-share-location = 📍 Отправить геопозицию
button-take-zone = Да: { $now } { $zone }
button-settings = ⚙️ Настройки
button-help = Помощь
button-status = 🩺 Состояние
button-why = ℹ️ Что значит
button-all-metrics = ℹ️ Все показатели
button-accounts = Аккаунты
button-overview = 📊 Обзор
button-posts = 📷 Публикации
button-reels = 🎬 Рилсы
button-stories = ⭕ Истории
button-by-age = Возраст
button-by-gender = Пол
button-by-city = Города
button-by-country = Страны
button-who-follows = 👥 Кто подписан
button-who-engages = 💬 Кто вовлечён
button-account = 👤 Аккаунт
button-rates = ➗ Доли
button-post-rates = Посты и рилсы
button-story-rates = Истории
button-growth-rates = К вашему обычному
button-live = ⭕ Активные
button-live-count = ⭕ Активные истории ({ $count })
button-archive = 🗂 Архив
button-story-days = 🗓 По дням
button-newest-stories = 🗂 Последние истории
button-refresh = ↻ Обновить
button-top = 🏆 Лучшее
button-best-time = 🕐 Лучшее время
button-topics = 🏷 Темы
button-tags = 🏷 Все темы
button-mark = ✏️ Отметить
button-rename = Переименовать
button-remove-tag = Убрать
button-copy-start = Скопировать начало
button-compare = ⚖️ Сравнить
button-compare-periods = 📅 Два периода
button-compare-posts = 📷 Две публикации
button-compare-tags = 🏷 Две темы
button-compare-other = С другой
button-just-before = Предыдущий
button-weeks-before = { $count ->
    [one] На { $count } неделю раньше
    [few] На { $count } нед. раньше
   *[other] На { $count } нед. раньше
}
button-best = 🏆 Пять лучших
button-worst = 🥀 Пять слабых
button-measure = По чему?
button-pictures = 🖼 Снимки
button-slides = 🖼 Слайды
button-life-curve = 📈 Кривая жизни
button-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
button-chart-reach = 📈 Охват по дням
button-chart-followers = 📈 Подписчики по дням
button-audience = 👥 Аудитория
button-open = Открыть ↗
button-unlink-account = Отключить { $account }
button-unlink-keep = Отключить, оставить историю
button-unlink-delete = Отключить и удалить всё
button-delete-history = 🗑 Удалить историю
button-delete-everything = Удалить всё моё
button-export = 📦 Экспорт
button-export-numbers = 📊 Показатели таблицей
button-export-report = 📄 Отчёт за месяц (PDF)
button-this-month = Этот месяц
button-last-month = Прошлый месяц
button-everything-kept = Всё, что есть
button-more-spans = Месяцы, всё сразу…
button-xlsx = XLSX: Excel, Numbers, LibreOffice
button-csv = CSV: любые таблицы
button-json = JSON: для программ
button-export-everything = 📦 Всё моё (ZIP)
button-api-keys = 🔑 Для ваших программ
button-file-first = 📦 Сначала прислать файл
button-delete-without-file = Удалить без файла
button-digest = 📬 Дайджест
button-digest-mute-week = 🔕 На неделю
button-digest-report = 📊 Открыть отчёт
button-change-digest = ⚙️ Дайджест
button-digest-on = Включить
button-digest-off = Выключить
button-digest-daily = Каждый день
button-digest-weekly = Раз в неделю
button-digest-monthly = Раз в месяц
button-each-day = День
button-each-week = Неделя
button-each-month = Месяц
button-digest-hour = 🕘 { $time }
button-digest-send-now = Прислать сейчас
button-digest-preview = Посмотреть
button-digest-pause = Пауза или удаление
button-digest-remove = 🗑 Удалить дайджест
button-digest-add = ➕ Добавить дайджест
button-mute-week = 🔕 Отключить на неделю
button-unmute = 🔔 Возобновить
button-all-accounts = Все аккаунты
button-place-private = Сюда, в личный чат
button-alerts = 🔔 Оповещения
button-alerts-stories = Связи и истории
button-alerts-numbers = Публикации и подписчики
button-quiet-hours = 🌙 Тихие часы
button-end-mutes = Включить заглушённые
button-mute = 🔕 { $length }
button-quiet-on = Включить, { $begins }–{ $ends }
button-quiet-off = Выключить
button-quiet-begin = С { $time }
button-quiet-end = До { $time }
button-urgent = Срочные звучат всегда
button-open-post = 📷 Публикация
button-open-reel = 🎬 Рилс
button-send-again = Отправить ещё раз

## Short answers to a tap

toast-saved = Сохранено
toast-on-its-way = Уже отправляю…
toast-still-away = Instagram всё ещё не отвечает
toast-button-outdated = Эта кнопка устарела. Откройте экран ещё раз.

## The bot in Telegram

command-overview = Аккаунт одним взглядом
command-posts = Публикации и их показатели
command-reels = Рилсы и их показатели
command-stories = Прошлые истории
command-live = Истории, активные сейчас
command-besttime = Когда публикации шли лучше
command-audience = Кто подписан и кто вовлечён
command-digest = Ваши дайджесты: за день, неделю, месяц
command-alerts = О чём сообщать самому и когда молчать
command-accounts = Выбрать, добавить или отключить аккаунт
command-status = Связи, запросы и чего Instagram не даёт
command-why = Что значит показатель
command-settings = Язык и часовой пояс
command-help = Что я умею
command-chat-overview = Аккаунт, который показывается здесь
command-chat-help = Что здесь показывается
command-here = Показывать аккаунт в этом чате
command-chat-settings = Что здесь показывается и на каком языке
profile-description =
    Статистика вашего Instagram — в Telegram.

    Каждая история сохраняется, прежде чем исчезнуть. Публикации, рилсы, аккаунт одним взглядом и дайджест в удобный вам час. Официальный вход, без пароля, удалить данные можно в любой момент.
profile-short-description = Статистика вашего Instagram — в Telegram. Каждая история сохраняется, прежде чем исчезнуть.

## Start

home-welcome =
    📊 Статистика вашего Instagram — в Telegram.
    Истории сохраняются, прежде чем исчезнуть. Официальный вход, без пароля, удалить данные можно в любой момент.
home-menu =
    📊 <b>{ $account }</b> · подписчики: { $followers }
    Что показать?
home-broken =
    ⚠️ Instagram закрыл доступ к <b>{ $account }</b>.
    Всё сохранённое по-прежнему видно. Новые данные появятся, когда вы подключите аккаунт снова.
home-kept =
    🗂 Аккаунт <b>{ $account }</b> не подключён, его история хранится.
    Всё сохранённое видно. Новые данные появятся, когда вы подключите аккаунт снова.

example-title = 👀 <b>Пример с вымышленными числами</b>

## Groups and channels

button-invite = 👥 Для группы
button-add-to-group = 👥 В группу
button-add-to-channel = 📣 В канал
button-shown-in = Где показывается
button-show-there = Показывать { $account }
button-take-back = Больше не показывать
button-decide = Решить в личном чате
button-take-away = Убрать { $account }
allowed-overview = Обзор
allowed-media = Публикации и рилсы
allowed-stories = Истории
allowed-digests = Дайджесты
invite-title = 👥 <b>Показывать { $account } в группе или канале</b>
invite-how = Выберите ниже, куда меня добавить. Чтобы перенести аккаунт в тему, администратор отправляет в ней <code>/here</code>. Про канал я спрошу вас здесь, как только окажусь в нём.
invite-rights = Сначала виден только обзор, и туда могут приходить дайджесты. Что показывать, решаете только вы, и отменить это можно в любой момент. Подключения, настройки и всё остальное остаются личными.
place-question = 👥 <b>Показывать один из ваших аккаунтов в «{ $title }»?</b>
place-first = Тогда там можно будет увидеть его обзор. Что показывать ещё, выбираете вы, и отменить это можно в любой момент.
shown-nowhere = Ни один из ваших аккаунтов не показывается в группах и каналах.
shown-in-title = 👥 <b>Ваши аккаунты показываются здесь:</b>
shown-in-entry = <b>{ $title }</b> · { $account }: { $what }
shown-nothing = сейчас ничего
grant-title = 👥 <b>{ $account } в «{ $title }»</b>
grant-group = Участники группы видят то, что отмечено. Её администраторы могут убрать аккаунт, и больше ничего.
grant-channel = Администраторы канала могут публиковать то, что отмечено, и убрать аккаунт, и больше ничего.
grant-topic = Аккаунт показывается только в одной теме. Администратор, который отправит <code>/here</code> в другой, может попросить вас перенести его.
grant-silenced = ⚠️ Сейчас мне нельзя там писать.
grant-ended = ✅ { $account } больше не показывается в «{ $title }». Сообщения, которые там уже есть, останутся, но их кнопки ничего не покажут.
chat-put-out = ℹ️ Меня удалили из «{ $title }», где показывался { $account }. Теперь он там не показывается, и дайджесты туда не приходят. Если меня добавят снова, понадобится ваше новое согласие.
chat-silenced = ℹ️ Мне больше нельзя писать в «{ $title }», где показывается { $account }. Изменить это может администратор.
chat-home = 📊 <b>Здесь показывается:</b>
chat-home-entry = { $account }
chat-settings = ⚙️ <b>Для администраторов.</b> Здесь показывается:
chat-choose-language = На каком языке мне здесь говорить?
grant-choose-language = На каком языке говорить в «{ $title }»?
chat-taken-away = { $account } здесь больше не показывается.
here-proposal = 👥 Чей аккаунт Instagram показывать здесь? Владелец решает в личном чате.
here-granted = ✅ Теперь здесь показывается { $account }. Спрашивать может каждый.
error-ticket = Эта ссылка не для вас или устарела. Запросите новую.
error-not-an-admin = Это могут только администраторы этого чата.
error-not-in-the-chat = Не нахожу этот чат: кого-то из нас в нём нет или уже нет.
error-not-shown-here = Здесь это не показывается.

## Inline

inline-title = { $account } · { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
inline-description = Охват { $reach } · { $period }
inline-connect = Сначала подключите Instagram

## Linking

permission-basic = видеть ваш профиль и публикации
permission-insights = читать вашу статистику
permission-publish = публиковать записи
permission-comments = управлять комментариями
permission-messages = управлять сообщениями
permission-optional = { $permission } (необязательно)

linking-invitation =
    🔗 <b>Подключение Instagram</b>

    Вы входите на сайте самого Instagram, ваш пароль мне не виден. Я попрошу разрешения:
    { $permissions }

    Подойдёт профессиональный аккаунт: бизнес или автор. Кнопка только для вас, пожалуйста, не пересылайте её.
    Истекает: { $until }
linking-linked = ✅ Аккаунт <b>{ $account }</b> подключён · подписчики: { $followers }
linking-relinked = ✅ Аккаунт <b>{ $account }</b> снова подключён · подписчики: { $followers }
linking-granted = Вы разрешили: { $permissions }.
linking-declined = Вы не разрешили: { $permissions }. Ничего страшного, здесь всё работает и без этого.
linking-granted-unknown = Instagram не сообщил, какие разрешения вы дали. Если какого-то не хватит, я скажу.
linking-from-now = <b>С этого момента:</b> показатели каждой истории сохраняются почти до конца её 24 часов.
linking-backfill = <b>Сейчас загружаются:</b> ваши публикации и рилсы с их показателями.
linking-all-read = <b>Всё загружено:</b> ваши публикации и рилсы с их показателями.
linking-no-more = Этот аккаунт больше не подключён.
linking-not-available = <b>Недоступны:</b> истории, которые уже закончились.
linking-digest = 📬 Дайджест: { $when }.
linking-digest-off = 📬 Дайджест: выключен.
linking-zone-guessed = 🕐 Это по часам: { $zone }. Пояс я угадал: выберите, пожалуйста, свой.
link-denied = Вы отказали в доступе на стороне Instagram, поэтому ничего не подключено и не сохранено. Если это вышло случайно, попробуйте ещё раз.
link-expired = ⌛ Ссылка устарела: она действует 10 минут. Ничего не подключено. Пожалуйста, начните заново.
link-replayed = Эта ссылка уже использована: каждая срабатывает только один раз. Если аккаунт ещё не подключён, начните заново.
link-pending =
    ⏳ <b>Подключение Instagram ожидает</b>

    Instagram не отвечает. Вам ничего не нужно делать: всё, что он уже выдал, я храню и попробую ещё раз сам.
    Следующая попытка: { $retry }
linking-nothing-pending = Ожидающего подключения больше нет. Если Instagram только что ответил, результат придёт отдельным сообщением.
linking-cancelled = Отменено: ничего не подключено и ничего не сохранено.
link-gave-up = ⌛ Instagram так и не ответил вовремя, и я прекратил попытки: ничего не подключено и ничего не сохранено. Пожалуйста, начните заново, когда он заработает.
link-interrupted = Instagram не довёл подключение до конца, или его ответ потерялся по дороге, поэтому ничего не подключено и не сохранено. Пожалуйста, начните заново чуть позже.
link-wrong-person =
    ⛔ Это подключение начал <b>кто-то другой</b> в Telegram, поэтому ничего не подключено и не сохранено.

    Если ссылку прислал вам этот человек, не отвечайте: тот, кто подключит ваш Instagram, увидит вашу закрытую статистику. Чтобы подключить свой аккаунт, начните сами — здесь.
linking-wrong-code = Код не подходит. Сверьте его со страницей, где он показан, или начните заново: код действует 10 минут и перестаёт работать после пяти неверных попыток.
link-missing-permissions =
    { $count ->
        [one] Ничего не подключено: не хватает одного разрешения.
        [few] Ничего не подключено: не хватает нескольких разрешений.
       *[many] Ничего не подключено: не хватает нескольких разрешений.
    }
    { $permissions }

    Без этого мне не прочитать вашу статистику. Попробуйте ещё раз и оставьте переключатель включённым.
link-not-professional =
    <b>{ $account }</b> — личный аккаунт. Instagram даёт статистику только профессиональным, поэтому ничего не подключено.

    Перейти можно бесплатно за минуту: в приложении Instagram откройте <b>Настройки → Тип аккаунта и инструменты → Переключиться на профессиональный аккаунт</b>. Затем попробуйте ещё раз.
link-too-many-attempts =
    Попыток было слишком много. Ради вашей безопасности сделаем перерыв.
    Попробовать снова можно: { $retry }
only-in-private = 🔒 Показатели и подключение — только в личном чате. Откройте чат со мной и отправьте /start.
linking-second-owner =
    ℹ️ Аккаунт <b>{ $account }</b> подключил в Telegram ещё один человек: { $moment }.
    Ему видны показатели аккаунта, но ничего вашего: ни настройки, ни дайджесты, ни доступ.

    Для подключения нужен вход в Instagram, поэтому спросите, у кого в команде он есть. Кто входил, видно и в самом Instagram: <b>Центр аккаунтов → Пароль и безопасность → Откуда вы вошли</b>.
    Если это кто-то чужой, смените пароль Instagram и удалите { -brand } в разделе «Приложения и сайты»: так закроются все подключения. Потом подключите аккаунт снова.
linking-data-deleted = 🗑 <b>Instagram попросил меня удалить один из подключённых вами аккаунтов.</b> Этого пожелал там его владелец. Моего доступа и всего сохранённого по нему больше нет.
linking-data-deleted-left = Остаются подключёнными: { $accounts }
linking-ends = ⏳ <b>Доступ к { $account } скоро закончится</b>: { $moment }
linking-ends-refused = Я пытался его продлить, но Instagram отказывает.
linking-ends-away = Я продолжаю попытки его продлить, но Instagram пока не отвечает.
linking-ends-next = Подключите аккаунт снова до этого срока, и ничего не потеряется; всё сохранённое останется.
linking-broken = ⚠️ <b>Instagram закрыл доступ к { $account }</b> ({ $since })
linking-broken-unlinked = ⚠️ <b>Доступа к { $account } больше нет ни у кого</b> ({ $since })
linking-replaced = ℹ️ <b>Instagram закрыл ваш доступ к { $account }</b> ({ $since })
linking-reason-expired = Срок разрешения истёк: Instagram даёт его на 60 дней. Достаточно подключить аккаунт снова.
linking-reason-password = Пароль Instagram изменён, или Instagram завершил сеанс из соображений безопасности. Достаточно подключить аккаунт снова.
linking-reason-app-removed = { -brand } удалён в настройках Instagram, раздел «Приложения и сайты». Если это вышло случайно, подключите аккаунт снова.
linking-reason-checkpoint = Instagram хочет убедиться, что это вы. Откройте приложение Instagram, войдите и сделайте то, о чём оно просит, а потом подключите аккаунт снова.
linking-reason-unconfirmed = Аккаунт Instagram не подтверждён. Подтвердите почту или телефон в приложении Instagram, а потом подключите аккаунт снова.
linking-reason-invalid = Instagram признал мой доступ недействительным: так бывает после «выйти на всех устройствах». Достаточно подключить аккаунт снова.
linking-reason-role = У того, кто подключал, больше нет роли в этом аккаунте. Подключите его снова под тем, кто им управляет.
linking-reason-permission = Выключено разрешение, без которого я не работаю. Подключите аккаунт снова и оставьте все переключатели включёнными.
linking-reason-unreadable = Я не могу прочитать сохранённый доступ: он повреждён, или сменился ключ. Вы тут ни при чём; новое подключение всё исправит, а тому, кто меня обслуживает, стоит заглянуть в журнал.
linking-reason-unlinked = Тот, через чьё подключение шли показатели, отключил аккаунт, а ваш доступ был закрыт раньше. Подключите аккаунт снова, и всё продолжится.
linking-reason-other = Instagram больше не принимает мой доступ и точной причины не назвал. Достаточно подключить аккаунт снова.
linking-broken-stories = { $count ->
    [one] <b>Сейчас активна { $count } история.</b> Пока вы не подключите аккаунт снова, её показатели не обновляются. Она закончится: { $first_end }.
    [few] <b>Сейчас активны { $count } истории.</b> Пока вы не подключите аккаунт снова, их показатели не обновляются. Первая закончится: { $first_end }.
   *[many] <b>Сейчас активно { $count } историй.</b> Пока вы не подключите аккаунт снова, их показатели не обновляются. Первая закончится: { $first_end }.
}
linking-broken-no-stories = Активных историй я сейчас не знаю, так что прямо сейчас ничего не теряется. Новую историю я увижу только после подключения.
linking-broken-last-saved = Последний замер сохранён: { $moment }
linking-broken-next = Подключите аккаунт снова, и я сразу продолжу. Всё сохранённое останется, публикации и рилсы я дочитаю.
linking-replaced-next = Ничего не прервалось: показатели идут через подключение другого человека. Подключите аккаунт снова, чтобы они не держались на нём одном.
linking-broken-group = ⚠️ <b>Доступ к { $account } закрыт</b>, поэтому новых данных здесь не будет.
linking-broken-group-who = Подключить аккаунт снова должен пользователь { $person }, в личном чате со мной.
linking-history-passed-on =
    ℹ️ Аккаунт <b>{ $account }</b> подключил другой человек: { $moment }. Он подтвердил в Instagram, что аккаунт его, поэтому история, которую вы оставили, перешла к нему.
    Подключите аккаунт сами, и она снова будет видна.

caught-up-header = ✅ <b>{ $account } снова читается</b>
caught-up-gap = Доступа не было: { $since } — { $until } ({ $length }).
caught-up-stories = <b>Сохранено историй: { $saved } из { $count }</b>{ $partial ->
    [0] { "" }
   *[other] , частично: { $partial }
}{ $lost ->
    [0] { "" }
   *[other] , потеряно: { $lost }
}
caught-up-no-stories = За это время не было ни одной активной истории, о которой я знаю.
caught-up-alive = • ещё активны: { $count }, их я досмотрю до конца
caught-up-finished = • закончились за это время, но последний замер уже был: { $count }
caught-up-partial = • История ({ $posted }): частично. Закончилась: { $ended }. Мой последний замер: { $seen }, ей было { $age }.
caught-up-lost = • История ({ $posted }): потеряна, показателей не было. Закончилась: { $ended }.
caught-up-gone = • История ({ $posted }): в Instagram её больше нет. Мои последние показатели: { $seen }.
caught-up-gone-unseen = • История ({ $posted }): в Instagram её больше нет, показателей не было.
caught-up-unseen = Истории, которые начались и закончились между { $since } и { $until }, увидеть было нельзя. Сколько их было, уже не узнать.
caught-up-posts = { $count ->
    [0] Публикации и рилсы замеров не пропустили.
   *[other] Без замера в срок публикаций и рилсов: { $count }; делаю замеры сейчас. Итоги от этого не страдают.
}
caught-up-elsewhere = Аккаунт читается через подключение другого человека, ваш доступ ещё закрыт.

## Web pages

page-start-title = Подключение Instagram
page-start-who = { $bot } хочет связать ваш аккаунт Instagram с аккаунтом Telegram: { $person }.
page-start-what = На следующей странице Instagram попросит у вас разрешения:
page-start-button = Перейти в Instagram
page-start-warning = Если вы сами только что не нажимали «Подключить Instagram» в своём Telegram, закройте эту страницу.
page-nameless = без имени
page-done-title = Почти готово
page-done-text = Instagram дал согласие. Вернитесь в Telegram, чтобы закончить.
page-done-button = Вернуться в Telegram
page-done-code = Если кнопка не срабатывает, введите этот код в чате с ботом:
page-done-warning = Никому не отправляйте этот код. Он действует 10 минут.
page-denied-title = Ничего не подключено
page-denied-text = Вы не разрешили доступ в Instagram. Ничего не сохранено. Начать снова можно в Telegram в любой момент.
page-expired-title = Ссылка устарела
page-expired-text = Ссылка действует 10 минут. Ничего не сохранено. Вернитесь в Telegram и начните заново.
page-data-deleted-title = Ваши данные удалены
page-data-deleted-text = Instagram передал просьбу удалить то, что { -brand } хранил об аккаунте Instagram. Просьба получена, и всё удалено: доступ, показатели, публикации и истории.
page-data-deleted-when = Выполнено { $day } в { $time } UTC.
page-data-deleted-note = На этой странице нет данных: она знает только этот код подтверждения.
page-not-found-title = Здесь ничего нет
page-not-found-text = Такого адреса нет или больше нет. Вернитесь в Telegram и начните заново.
page-too-many-title = Минутку, пожалуйста
page-too-many-text = Из вашей сети только что открыли слишком много страниц. Немного подождите и попробуйте ещё раз.
page-unexpected-title = Что-то пошло не так
page-unexpected-text = Это наша ошибка, не ваша. Вернитесь в Telegram и начните заново.
page-unexpected-reference = Номер ошибки { $reference }: по нему её найдёт в журнале тот, кто обслуживает этого бота.
page-back-button = Вернуться в Telegram

## Overview

overview-header = <b>{ $account }</b> · { $days ->
    [1] { $period }
    [one] { $days } день, { $period }
    [few] { $days } дня, { $period }
   *[many] { $days } дней, { $period }
} · время: { $zone }
overview-followers = Подписчики: <b>{ $value }</b>
overview-followers-moved = Подписчики: <b>{ $value }</b> { $net } (пришло: { $came }, ушло: { $left })
overview-reach = Охват: <b>{ $value }</b>{ $change }
overview-reach-split = Охват: <b>{ $value }</b>{ $change } · { $share } — не подписчики
overview-views = Просмотры: <b>{ $value }</b>{ $change }
overview-engaged = Вовлечено: <b>{ $value }</b>{ $change }
overview-actions = Действия: <b>{ $value }</b>{ $change }
overview-link-taps = Переходы по ссылкам: <b>{ $value }</b>{ $change }
overview-published = Опубликовано: { $what }
overview-published-nothing = Опубликовано: ничего
overview-posts = { $count ->
    [one] { $count } публикация
    [few] { $count } публикации
   *[many] { $count } публикаций
}
overview-reels = { $count ->
    [one] { $count } рилс
    [few] { $count } рилса
   *[many] { $count } рилсов
}
overview-stories = { $count ->
    [one] { $count } история
    [few] { $count } истории
   *[many] { $count } историй
}{ $ended ->
    [0] { "" }
   *[other] { " " }(сохранено { $captured }/{ $ended })
}
overview-stories-since = { $stories } с { $day }
overview-unique-unknown = <blockquote expandable>Почему «—»? В охвате и вовлечении каждый человек считается один раз, и Instagram делает это не более чем за 30 дней. Если сложить короткие периоды, одни и те же люди посчитаются дважды, поэтому я так не делаю.</blockquote>
numbers-as-of = Обновлено: { $moment }
overview-delay = Meta может уточнять эти числа ещё до 48 ч; реклама здесь считается.
overview-followers-since = 📈 Подписчики считаются с { $day }: график начнётся со второго дня.
overview-nothing-read = Первые показатели ещё загружаются. Загляните через несколько минут.

chart-reach = Охват по дням, { $account }
chart-reach-of-accounts = Охват ваших аккаунтов
chart-followers = Подписчики по дням, { $account }
chart-this-period = Этот период
chart-period-before = Прошлый период
chart-nothing-yet = Данных по дням пока нет
chart-no-numbers = Чисел нет
chart-life = История, { $posted }
chart-views = Просмотры
chart-reach-of-story = Охват

stale = ⚠️ { $reason }
stale-last-known = ⚠️ <b>Неполные данные.</b> { $reason } Это последние известные числа: { $moment }.
stale-retry = Попробую снова: { $retry }.
stale-nothing-known = Показателей пока нет.
stale-ask-again = Спросите, пожалуйста, немного позже.
stale-link-broken = Связь с Instagram прервана: новых чисел не будет, пока вы не подключите аккаунт снова.
stale-unlinked = Вы отключили этот аккаунт; это история, которую вы оставили.

## Posts and reels

media-photo = 📷 Фото
media-carousel = 🖼 Карусель
media-video = 🎞 Видео
media-reel = 🎬 Рилс
media-no-caption = (без подписи)

list-posts = 📷 <b>Публикации</b> · { $account }
list-reels = 🎬 <b>Рилсы</b> · { $account }
list-page = Страница { $page } из { $pages }
list-posts-empty = Публикаций пока нет. Как только выйдет первая, она появится здесь.
list-reels-empty = Рилсов пока нет. Как только выйдет первый, он появится здесь.
list-syncing = ⏳ История аккаунта ещё загружается, здесь появится больше.
list-syncing-of = ⏳ Читаю ваши публикации: { $read } из { $total }  { $bar }
sync-paused-of = ⏸ Ваши публикации: прочитано { $read } из { $total }  { $bar }
    Продолжу: { $moment }
sync-paused = ⏸ Ваши публикации прочитаны ещё не все. Продолжу: { $moment }
sync-cut-off-of = ⏸ Ваши публикации: прочитано { $read } из { $total }  { $bar }
    Остальное — когда аккаунт снова будет подключён.
sync-cut-off = ⏸ Ваши публикации прочитаны ещё не все. Остальное — когда аккаунт снова будет подключён.
post-link = Пришлите ссылку на свою публикацию или рилс (в Instagram: «Поделиться» → «Копировать ссылку») или напишите <code>/post 1</code> для самой новой, <code>/post 2</code> для предыдущей.
list-as-of = Обновлено: самое раннее { $oldest }, самое позднее { $newest }
list-entry = <b>{ $number }.</b> { $format } · { $published }
list-title = <i>{ $title }</i>
list-numbers = Охват { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares }
list-numbers-counting = Охват { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares } · ещё считается

card-header = <b>{ $format }</b> · { $published } · { $age } назад
card-title = <i>{ $title }</i>
card-nothing-read = Instagram пока не дал статистики по этой записи.
card-before-conversion = У Instagram нет чисел за время до перехода на профессиональный аккаунт.
card-not-offered = Здесь Instagram не даёт: { $metrics }.
card-still-counting = ⏳ Ещё считается: Instagram может уточнять числа до 48 ч.
card-reach = Охват <b>{ $reach }</b>
card-reach-of-followers = Охват <b>{ $reach }</b> ({ $share } от числа подписчиков в тот день)
card-views = Просмотры <b>{ $views }</b> ({ $frequency } на человека)
card-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }   🔁 { $reposts }
card-profile = Визиты в профиль { $visits } · новые подписчики { $follows }
card-profile-and-rate = Визиты в профиль { $visits } · новые подписчики { $follows } ({ $rate } на 1000 охваченных)
card-watching = Просмотр: { $average } в среднем · всего { $total }
card-kept = Остались дольше 3 с: { $share } (оценка Instagram)
card-engagement-rate = Вовлечённость по охвату <b>{ $share }</b>
card-engagement-rates = Вовлечённость по охвату <b>{ $share }</b> · по подписчикам в тот день { $by_followers }
card-median = Ваша медиана { $share } ({ $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
} этого типа)
card-save-and-share-rate = Сохранения { $saves } · отправки { $shares }
card-same-age = Охват через { $age }: <b>{ $times }</b> от вашего обычного в этом возрасте (сравнение с { $count } того же формата)
card-rank = { $place }-е место из { $count } по отправкам на охват
card-at-a-day = Через 24 ч было { $share } нынешнего охвата.
card-formula = <blockquote expandable>Вовлечённость по охвату = (лайки + комментарии + сохранения + отправки) / охват. Сохранения и отправки тоже делятся на охват; «1,6×» — сравнение с вашей медианой. Реклама не считается; эти числа Instagram хранит не дольше двух лет.</blockquote>
top-header = 🏆 <b>Что сработало лучше всего</b> · { $account }
top-header-worst = 🥀 <b>Что сработало слабее всего</b> · { $account }
top-period = { $measure } · { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}, { $period }
top-entry = <b>{ $number }. { $times }</b> от обычного · { $format } · { $published }
top-numbers = { $value } через { $age }; обычно в этом возрасте: { $usual }
top-method = <blockquote expandable>Сравниваю { $count ->
    [one] { $count } публикацию
    [few] { $count } публикации
   *[other] { $count } публикаций
}. Каждую — с вашим обычным: с медианой ваших последних 20 того же формата, какими они были в том же возрасте.</blockquote>
top-immature = { $count ->
    [one] ⏳ Без { $count } публикации младше 48 ч: она ещё считается.
   *[other] ⏳ Без { $count } публикаций младше 48 ч: они ещё считаются.
}
top-without-usual = { $count ->
    [one] Без { $count } публикации: её формата я знаю меньше пяти в том же возрасте.
   *[other] Без { $count } публикаций: их форматов я знаю меньше пяти в том же возрасте.
}
top-needs-five = Сравнивать пока не с чем: нужно ещё пять того же формата, чьи числа я знаю в том же возрасте. Я читаю каждую публикацию в одни и те же сроки, так что это придёт само.
top-only-immature = Всё, что вы опубликовали, младше 48 ч: числа ещё меняются, поэтому я пока не сравниваю.
top-nothing-published = За это время ничего не опубликовано, или числа ещё не прочитаны.
top-measures = По чему сравнивать? Всё — с вашим обычным в том же возрасте.
card-tags = 🏷 { $tags }
tags-header = 🏷 <b>Темы</b> · { $account }
tags-what = Отмечайте посты, рилсы и истории своими словами и смотрите, что даёт каждая тема. Видите их только вы.
tags-entry = • <b>{ $tag }</b> · { $what }
tags-new = Новая тема: напишите <code>/tag</code> и слово, например <code>/tag сад</code>.
tag-stories = { $count ->
    [one] { $count } история
    [few] { $count } истории
   *[other] { $count } историй
}
tag-nothing = пока ничего
tag-header = 🏷 <b>{ $tag }</b> · { $account }
tag-empty = С этой темой пока ничего нет. Нажмите «Отметить» или «Темы» под постом, рилсом или историей.
tag-posts = <b>Посты и рилсы</b> ({ $count } с числами)
tag-reach = Медиана охвата <b>{ $median }</b>
tag-usual = В том же возрасте: <b>{ $times }</b> от вашего обычного для формата (медиана)
tag-engagement = Вовлечённость по охвату <b>{ $share }</b> у всех вместе · медиана { $median }
tag-rates = Медиана сохранений { $saves } · отправок { $shares }, на охват
tag-final-stories = <b>Истории</b> ({ $count } с последними числами)
tag-story-numbers = Медиана охвата { $reach } · досмотра { $completion }
tag-needs-five = <i>Для медианы нужно пять; если меньше, стоит «—».</i>
tag-post-entry = <b>{ $number }.</b> { $format } · { $published } · <i>{ $title }</i>
tag-story-entry = <b>{ $number }.</b> ⭕ История · { $published }
tag-rename =
    ✏️ Чтобы переименовать <b>{ $tag }</b>, напишите:
    <code>/tag { $tag } = новое имя</code>
tag-removal-question = { $count ->
    [0] 🏷 Убрать тему <b>{ $tag }</b>?
    [one] 🏷 Убрать тему <b>{ $tag }</b>? Она снимется с { $count } публикации; сама публикация останется.
   *[other] 🏷 Убрать тему <b>{ $tag }</b>? Она снимется с { $count } публикаций; сами публикации останутся.
}
tags-of = 🏷 Какие темы сюда подходят? Нажмите, чтобы добавить или снять.
tags-of-none = 🏷 Тем пока нет. Напишите <code>/tag</code> и слово, например <code>/tag сад</code>, а потом отметьте всё, что к ней относится.
marking-header = 🏷 <b>{ $tag }</b> · { $account }: нажмите на то, что относится к теме; ещё раз — снять.
marking-nothing = Здесь пока нечего отмечать.
marking-post = <b>{ $number }.</b> { $format } · { $published }
marking-post-marked = ✅ <b>{ $number }.</b> { $format } · { $published }
marking-story = <b>{ $number }.</b> ⭕ История · { $published }
marking-story-marked = ✅ <b>{ $number }.</b> ⭕ История · { $published }
compare-what = ⚖️ <b>Что сравнить?</b>
compare-line = { $name }: <b>{ $first }</b> · { $second }
compare-line-changed = { $name }: <b>{ $first }</b> · { $second } · { $change }
compare-periods = ⚖️ <b>{ $later }</b> · { $earlier } · { $account }
compare-published = Опубликовано постов и рилсов
compare-engagement = { $share } (медиана { $median })
compare-engagement-note = <i>Вовлечённость: все действия на весь охват того, что опубликовано за период и старше 48 ч; рядом медиана. Изменение показываю, если было от 20.</i>
compare-pick-first = ⚖️ Какая публикация { $account }?
compare-pick-second = ⚖️ С какой публикацией { $account } сравнить?
compare-posts = ⚖️ <b>Две публикации</b> · { $account }
compare-at-age = Обе — какими были в возрасте { $age }:
compare-ages-differ = Одинакового возраста обеих я не знаю, поэтому каждая — как сейчас; у старшей было больше времени.
compare-pick-first-tag = ⚖️ Какая тема?
compare-pick-second-tag = ⚖️ С какой темой сравнить?
compare-needs-two-tags = Нужны две темы. Чтобы создать тему, напишите <code>/tag</code> и слово.
compare-tags = ⚖️ <b>{ $first }</b> · { $second } · { $account }
compare-tag-posts = Посты и рилсы
compare-tag-reach = Медиана охвата
compare-tag-usual = К обычному в том же возрасте
compare-tag-engagement = Вовлечённость всех вместе
compare-tag-median = Медиана вовлечённости
compare-tag-saves = Медиана сохранений на охват
compare-tag-shares = Медиана отправок на охват
compare-tag-stories = Истории с последними числами
compare-tag-story-reach = Медиана охвата историй
compare-tag-completion = Медиана досмотра

album-picture = 🖼 <b>Снимок { $number } из { $count }</b> · { $published }
album-empty = 🖼 <b>Снимки карусели</b> · { $published }
album-video = 🎞 Это видео; здесь его обложка.
album-no-picture = Этот снимок Instagram приложениям не показывает.
album-none = Instagram не назвал снимков этой карусели.
album-no-numbers = Meta даёт числа только для карусели целиком, для отдельных снимков — никогда.

## Stories

story-count-live = активных: { $count }
story-count-final = полных: { $count }
story-count-partial = неполных: { $count }
story-count-hidden = скрытых: { $count }
story-count-lost = потерянных: { $count }
story-live = 🟢 Активна, осталось { $left }
story-final = ✅ Итог (последний замер через { $age })
story-partial = 🟡 Неполные данные (последний замер через { $age })
story-hidden = ⚪ Скрыто: зрителей слишком мало, и Instagram не дал чисел
story-lost = 🔴 Потеряна: чисел у меня нет
story-without-numbers = 🔴 Потеряна: замеры были, но чисел Instagram не дал
story-next-look = Следующий замер: { $moment }
story-next-look-due = Следующий замер: с минуты на минуту
story-being-read = Замер идёт прямо сейчас.
story-hidden-at-last-look = При последнем замере зрителей было слишком мало, и Instagram не дал чисел; позже замерить уже не удалось.
story-header = ⭕ <b>История { $number } из { $count }</b> · { $posted } · { $account }
story-reach = Просмотры <b>{ $views }</b> · охват <b>{ $reach }</b>
story-reach-of-followers = Просмотры <b>{ $views }</b> · охват <b>{ $reach }</b> ({ $share } от числа подписчиков в тот день)
story-taps = → вперёд { $forward }{"\u00A0"}({ $forward_share }) · ← назад { $back }{"\u00A0"}({ $back_share })
story-exits = ✕ ушли отсюда { $exits } ({ $share })
story-completion = Досмотр <b>{ $share }</b> · ответы { $replies } ({ $reply_share })
story-full-view = Просмотрели целиком, не листая дальше: { $share }
story-more = Отправки { $shares } · визиты в профиль{"\u00A0"}{ $visits } · новые подписчики{"\u00A0"}{ $follows }
story-more-and-rate = Отправки { $shares } · визиты в профиль{"\u00A0"}{ $visits } · новые подписчики{"\u00A0"}{ $follows } ({ $rate } на 1000 охваченных)
replies-limited = <i>Ответы: в ЕЭЗ и Японии Instagram может не считать их из-за закона; 0 может означать именно это.</i>
story-formula = <blockquote expandable>Ушли отсюда = выходы + переходы к следующему аккаунту, в доле от просмотров. Досмотр = 100 % минус эта доля. Ответы делятся на охват. Реклама не считается.</blockquote>
story-picture-lost = Картинку не удалось получить, пока история была активна; на числа это не влияет.
story-looks = { $count ->
    [one] { $count } замер этой истории
    [few] { $count } замера этой истории
   *[many] { $count } замеров этой истории
}

live-header = ⭕ <b>Активные истории: { $count }</b> · { $account }
live-none = Сейчас активных историй нет. Как только выйдет новая, я буду сохранять её показатели почти до конца её 24 часов.
live-entry = <b>{ $number }.</b> { $posted } · осталось { $left }
live-numbers = Просмотры { $views } · охват { $reach } · ответы { $replies }
live-read-at = Замер: { $moment }
live-hidden = Instagram скрывает числа, пока зрителей слишком мало.
live-not-looked = Замера ещё не было.
live-without-numbers = Замеры были, но чисел Instagram пока не дал.
live-more = { $count ->
    [one] …и ещё { $count } история, она закончится позже.
    [few] …и ещё { $count } истории, они закончатся позже.
   *[many] …и ещё { $count } историй, они закончатся позже.
}

archive-header = 🗂 <b>Прошлые истории</b> · { $account }
archive-empty = Историй пока нет. Теперь каждая будет сохранена и останется здесь навсегда.
archive-entry = <b>{ $number }.</b> { $day } · { $count ->
    [one] { $count } слайд
    [few] { $count } слайда
   *[many] { $count } слайдов
} · { $states }
archive-numbers = Охват { $reach } · дошли до конца { $kept }

month-header = 🗓 <b>Истории</b> · <b>{ $month }</b> · { $account }
month-day = { $day }: { $count ->
    [one] { $count } слайд
    [few] { $count } слайда
   *[many] { $count } слайдов
}
month-empty = В этом месяце историй нет.
month-nothing-then = Историй за { $day } у меня нет: их не было, или я не мог их видеть.
month-not-yet = { $day } ещё впереди.
month-unreadable =
    Не понимаю, какой это день: «{ $said }». Напишите, например, так:
    <code>{ $numbers }</code>
    <code>{ $iso }</code>
    <code>{ $words }</code>

sequence-header = ⭕ <b>Истории за { $day }</b> · { $account }
sequence-slides = { $count ->
    [one] { $count } слайд
    [few] { $count } слайда
   *[many] { $count } слайдов
} · { $states }
sequence-all-final = данные полные
sequence-reach = Охват { $reach }
sequence-kept = Дошли до конца: <b>{ $share }</b>
sequence-median = Ваша медиана: { $share }
sequence-median-completion = Ваша медиана досмотра: { $share }
sequence-completion = Досмотр { $share } · ушли { $left } · ответы { $replies }
sequence-loss = Самая большая потеря: слайд { $slide } (−{ $share })
sequence-best-and-worst = Лучший досмотр: слайд { $best } ({ $best_share }) · слабее всего: слайд { $worst } ({ $worst_share })
sequence-most-backs = Чаще всего возвращались: слайд { $slide } ({ $backs })
sequence-most-replies = Больше всего ответов: слайд { $slide } ({ $replies })
sequence-why-partial = Неполные: последний замер был раньше 23 ч, часть просмотров не учтена.
sequence-why-hidden = Скрытые: Instagram не даёт чисел, если историю увидело слишком мало людей.
sequence-why-lost = Потерянные: чисел у меня нет, а Instagram ничего не хранит после конца истории.
sequence-why-slides = • { $count ->
    [1] Слайд
   *[other] Слайды
} { $slides }: { $why }
sequence-pictures-hint = Нажмите на номер, чтобы открыть слайд.
sequence-some-pictures = Пустое место: картинки этого слайда у меня нет.
sequence-no-pictures = Картинок этих слайдов у меня нет.
sequence-first-pictures = { $count ->
    [one] Показан только первый { $count } слайд.
    [few] Показаны только первые { $count } слайда.
   *[other] Показаны только первые { $count } слайдов.
}

coverage = { $month }: в возрасте 23 ч и позже снято <b>{ $final } из { $count }</b> { $count ->
    [one] истории
    [few] историй
    [many] историй
   *[other] истории
}
coverage-none = { $month }: ни одна история ещё не закончилась
coverage-blind = ⚠️ С { $since } до { $until } ничего не было видно: истории, которые начались и закончились за это время, не посчитаны — сколько их было, не скажет никто.
story-why-link = Связь была разорвана с { $since } до { $until }. Её спасла бы новая привязка до { $end }.
story-why-unlinked = Аккаунт отвязали: { $since }. Её спасла бы привязка, сохранённая до { $end }.
story-why-bot-down = Я не работал с { $since } до { $until }. Её спасли бы несколько минут работы незадолго до { $end }.
story-why-throttled = Instagram не принимал запросов с { $since } до { $until }. Возможно, её спасло бы меньшее число запросов до этого.
story-why-budget = Запросы, отведённые одному аккаунту, кончились: с { $since } до { $until }. Возможно, её спас бы более высокий предел.
story-why-no-answer = Instagram не отвечал с { $since } до { $until }. С моей стороны её ничто бы не спасло.
story-why-refused = Instagram отказывал в её числах с { $since } до { $until }. С вашей стороны её ничто бы не спасло; /status говорит, чего он сейчас не даёт.
story-why-fault = Моя ошибка помешала замерам с { $since } до { $until }. Тот, кто меня запускает, найдёт её в журнале.
story-why-deleted = Её убрали до истечения 24 часов: { $until } Instagram её уже не показывал. Больше чисел было бы, только если бы она осталась дольше.
story-why-found-late = Я нашёл её только { $until }. Её спасла бы более ранняя привязка аккаунта.
story-why-no-numbers = Замеры были, но Instagram не дал чисел, пока она длилась. С моей стороны её ничто бы не спасло.
story-why-unknown = Я не записал ничего, что это объясняет, поэтому не могу сказать, что её спасло бы.

## Best time

besttime-header = 🕐 <b>Лучшее время</b> · { $kind } · { $account }
besttime-basis = { $posts } за { $days } дней · время: { $zone }
besttime-posts = { $count ->
    [one] { $count } публикация
    [few] { $count } публикации
   *[many] { $count } публикаций
}
besttime-reels = { $count ->
    [one] { $count } рилс
    [few] { $count } рилса
   *[many] { $count } рилсов
}
besttime-days = { $count ->
    [one] { $count } день с историями
    [few] { $count } дня с историями
   *[many] { $count } дней с историями
}
besttime-hours = Часы: лучше шло то, что вышло с <b>{ $first }</b> до <b>{ $last }</b>: { $lead }
besttime-no-hours = Часы: явной разницы нет.
besttime-weekday = Дни недели: лучше других — <b>{ $slot }</b>: { $lead }
besttime-no-weekday = Дни недели: явной разницы нет.
besttime-lead = <b>{ $times }</b> ({ $low }–{ $high }) · n = { $count } · сигнал: { $level }
besttime-level-ok = уверенный
besttime-level-thin = слабый
besttime-too-few = <b>Пока рано.</b> Отличить разницу от случайности можно, начиная с { $needed }; на меньшем «лучший час» находится и там, где его нет.
besttime-online = Подписчики чаще всего онлайн с <b>{ $first }</b> до <b>{ $last }</b> ({ $days } из последних { $of } дней).
besttime-online-unknown = Когда подписчики онлайн: — (Instagram сообщил только за { $days } из последних { $of } дней).
besttime-late = Без замера через 72 ч — { $posts }: вместо него взят охват на сегодня.
besttime-young = Моложе 72 ч — { $posts }: пока не сравниваются.
besttime-alive = Ещё идёт — { $posts }: пока не сравнивается.
besttime-guess = Это догадка, а не причина. Для проверки опубликуйте два-три раза в другие часы.
besttime-how = <blockquote expandable>Сравнение — с вами же: охват через 72 ч / медиана 20 предыдущих. Где публикаций мало, множитель притянут к 1; меньше 5 — «—». Время выделяется, только если такой отрыв даёт не больше 1 из 10 перемешиваний, поэтому и без всякого лучшего времени 1 из 10 аккаунтов увидит час, и 1 из 10 — день недели. В скобках — 80-процентный интервал. Слабый: меньше 10 или интервал доходит до «без разницы».</blockquote>
besttime-how-stories = <blockquote expandable>Истории одного дня видят одни и те же люди, поэтому день считается один раз — по первому слайду: охват через 23 ч и позже / медиана 20 предыдущих дней. Где дней мало, множитель притянут к 1; меньше 5 — «—». Время выделяется, только если такой отрыв даёт не больше 1 из 10 перемешиваний, поэтому и без всякого лучшего времени 1 из 10 аккаунтов увидит час, и 1 из 10 — день недели. В скобках — 80-процентный интервал. Слабый: меньше 10 или интервал доходит до «без разницы».</blockquote>
besttime-chart = { $kind }, { $account }
besttime-chart-hours = × от обычного по часам, время: { $zone }
besttime-chart-weekdays = × от обычного по дням недели

## Audience

audience-header = 👥 <b>{ $what }</b> · { $account }
audience-followers-age = Подписчики по возрасту
audience-followers-gender = Подписчики по полу
audience-followers-city = Подписчики по городам
audience-followers-country = Подписчики по странам
audience-engaged-age = Вовлечённые по возрасту
audience-engaged-gender = Вовлечённые по полу
audience-engaged-city = Вовлечённые по городам
audience-engaged-country = Вовлечённые по странам
audience-entry = { $name }: <b>{ $share }</b> · { $count }
audience-basis = Доли — от числа людей, о которых Instagram это сообщает: { $people }.
audience-more = …и ещё { $count }
audience-largest = Instagram называет только { $largest } самых крупных.
audience-too-few-followers = — Instagram ничего не говорит о людях аккаунта, у которого меньше { $needed } подписчиков. У вас { $count }.
audience-too-few-actions = — Instagram сообщает, кто вовлечён, только если за 30 дней набралось { $needed } лайков, комментариев и других действий. В этот раз он ничего не дал.
audience-nothing = — В этот раз Instagram ничего не дал. Он может отставать на 48 ч; в течение недели я спрошу снова.
audience-rules = <blockquote expandable>Instagram сообщает это, если подписчиков не меньше { $needed }, а о вовлечённых — если за 30 дней было не меньше { $needed } действий; он называет не больше { $largest } самых крупных частей и может отставать на 48 ч. Я читаю это раз в неделю. Кто именно эти люди, не видит никто.</blockquote>
gender-women = Женщины
gender-men = Мужчины
gender-unknown = Не указан

## Status

status-header = 🩺 <b>Состояние</b>
status-well = ✅ Всё в порядке.
status-account = ✅ <b>{ $account }</b> · подключён
status-account-broken = ⚠️ <b>{ $account }</b> · доступ закрыт { $since }. Подключите снова: ничего нового не читается.
status-account-replaced = ⚠️ <b>{ $account }</b> · ваш доступ закрыт { $since }. Данные идут через другого человека; подключите снова.
status-account-kept = 🗂 <b>{ $account }</b> · не подключён, история хранится с { $since }
status-token = Доступ: возраст { $age }, до { $day }, продлевается заранее
status-granted = Разрешено: { $permissions }
status-granted-unknown = Разрешено: Instagram не сообщил
status-missing = ⚠️ Не хватает: { $permissions }. Подключите снова.
status-declined = Отклонено, это не мешает: { $permissions }
status-read = Последнее чтение: { $what }
status-profile = профиль { $moment }
status-media = публикации { $moment }
status-stories = истории { $moment }
status-budget = Запросов за последний час: { $hour } из { $most }
status-requests = Запросов сегодня (UTC): { $count }
status-purposes = Для чего: { $purposes }
status-purpose = { $purpose } { $count }
purpose-ending-story = истории перед концом
purpose-person = вопросы людей
purpose-story = истории
purpose-digest = дайджесты
purpose-refresh = ежедневное чтение
purpose-backfill = история аккаунта
status-usage = Из лимита самого Instagram занято { $share }, по его данным: { $moment }
status-app-usage = Все аккаунты вместе: занято { $share } лимита Instagram, по его данным: { $moment }
status-cooling = ⏳ Instagram попросил паузу. Продолжу: { $moment }
status-missed-looks = ⚠️ Пропущено просмотров историй за последние три дня: { $count }
status-given-up = ⚠️ Отложено за последние три дня после повторных сбоев: { $count }. Об этом стоит знать тому, кто меня обслуживает.
status-lost-pictures = 🖼 Истории за последние 30 дней, картинку которых не удалось сохранить: { $count } ({ $whys }). На числа это не влияет.
status-lost-picture = { $why }: { $count }
picture-not-named = Instagram не назвал её адрес
picture-not-allowed = адрес вёл не к Instagram
picture-not-read = сервер не отдал картинку
picture-not-a-picture = пришло не то, что можно сохранить как картинку
picture-no-new-address = адрес устарел, а узнать новый у Instagram не вышло
picture-taken-down = историю удалили раньше срока
picture-unlinked = аккаунт за это время отвязали
picture-not-tried = история закончилась раньше, чем я успел скачать картинку
picture-fault = моя ошибка
picture-unknown = причина не записана
status-refused = <b>Чего Instagram сейчас не даёт</b>
status-refused-more = …и ещё { $count }
status-version = Meta отвечает версией { $served }, хотя я прошу { $asked }, с { $since }. Об этом стоит знать тому, кто меня обслуживает.

## Refused metrics

refused-metric = • <code>{ $metric }</code>: недоступно для { $kind } с { $since }; новая попытка { $again }
refused-lists = • Списки приходят без чисел с { $since }, поэтому о каждой записи я спрашиваю отдельно; новая попытка { $again }
refused-story-lists = • Списки историй приходят не со всеми числами с { $since }, поэтому о каждой истории я спрашиваю отдельно; новая попытка { $again }
kind-image = фото
kind-carousel = каруселей
kind-legacy-video = старых видео в ленте
kind-reels = рилсов
kind-story = историй
kind-account = аккаунта

## What numbers mean

why-choose =
    ℹ️ <b>Что значит показатель?</b>
    Выберите, где он стоит, или напишите, например, <code>/why reach</code>. Отменённые Meta названия, такие как <code>impressions</code>, тоже понятны.
why-choose-metric = { $topic }: какой показатель?
why-metric = ℹ️ <b>{ $name }</b> · <code>{ $metric }</code>
why-formula = <code>{ $name } = { $expression }</code>
why-formula-note = Я вычисляю это из чисел Instagram. Если одного из них нет, стоит «—»; так же и с процентом от числа меньше { $base }.
why-retired = 🕰 Meta отменила название <code>{ $asked }</code>; вместо него теперь <code>{ $metric }</code>.
why-retired-part = 🕰 Meta отменила название <code>{ $asked }</code>; теперь это часть <code>{ $part }</code> показателя <code>{ $metric }</code>.
why-unit-changes = ⚠️ Единица меняется: раньше это было количество, теперь — { $unit }. Сравнивать их нельзя.
why-until = Для опубликованного до { $day } Instagram ещё даёт <code>{ $asked }</code>.
why-unit = Единица: { $unit }
why-unit-count = количество
why-unit-milliseconds = время просмотра в миллисекундах
why-unit-percent = процент
why-media = Есть для: { $kinds }
why-account-totals = Для аккаунта: сумма за период до 30 дней
why-account-unique = Для аккаунта: число разных аккаунтов за период до 30 дней, каждый учтён один раз. Сложением оно никогда не получается
why-account-series = Для аккаунта: по дням
why-account-audience = Для аккаунта: как сейчас, 45 самых больших частей
why-breakdown = С разбивкой: { $parts }
breakdown-action-type = что нажали
breakdown-story-navigation-action-type = вперёд, назад, выход, следующий аккаунт
breakdown-follow-type = подписчики и остальные
breakdown-media-product-type = публикации, рилсы, истории, реклама
breakdown-contact-button-type = кнопки
breakdown-age = возраст
breakdown-gender = пол
breakdown-city = город
breakdown-country = страна
why-saved-and-saves = У публикации Meta называет это <code>saved</code>, у аккаунта — <code>saves</code>.
why-unique = Каждый аккаунт считается раз за период, поэтому дни и периоды нельзя складывать.
why-followers-at-least = Только для аккаунтов, у которых не меньше { $count } подписчиков.
why-organic = Реклама здесь не считается.
why-with-ads = Реклама тоже считается.
why-organic-and-with-ads = У записи реклама не считается, у аккаунта считается: суммы никогда не сойдутся.
why-delay = Meta может уточнять это число до 48 ч, поэтому какое-то время оно может отличаться от приложения.
why-since = У Meta это есть с { $day }.
why-ended = Meta убрала это из своих таблиц { $day }; я это не запрашиваю.
why-on-request = Я это не запрашиваю: Instagram отказывает для всего, чем не поделились на Facebook.
why-login-instagram = Читается через Instagram Login, которым вы здесь пользуетесь.
why-login-facebook = Читается только через Facebook Login, то есть не здесь.
why-unknown = Показателя «{ $asked }» я не знаю.
why-nearest = Возможно, вы имели в виду: { $names }
why-most-asked = Чаще всего спрашивают об этих:

## Metrics and rates: name, meaning

metric-name-reach = Охват
metric-reach = Сколько разных аккаунтов увидели это хотя бы раз; оценка Instagram.
metric-name-views = Просмотры
metric-views = Сколько раз это показали или воспроизвели, включая повторы.
metric-name-likes = Лайки
metric-likes = Сколько лайков это получило.
metric-name-comments = Комментарии
metric-comments = Сколько комментариев это получило, включая ответы на комментарии.
metric-name-saved = Сохранения
metric-saved = Сколько раз это сохранили на потом.
metric-name-saves = Сохранения аккаунта
metric-saves = Сколько раз сохранили на потом что-либо из аккаунта.
metric-name-shares = Отправки
metric-shares = Сколько раз этим поделились или добавили это в свою историю.
metric-name-total-interactions = Действия
metric-total-interactions = Лайки, комментарии, сохранения, отправки и ответы вместе, за вычетом отменённых.
metric-name-replies = Ответы
metric-replies = Сколько ответов получили истории. В Европе и Японии Instagram может не считать их из-за закона; тогда он даёт 0.
metric-name-follows = Новые подписчики
metric-follows = Сколько человек подписались благодаря этой записи.
metric-name-profile-visits = Визиты в профиль
metric-profile-visits = Сколько раз отсюда перешли в ваш профиль.
metric-name-reposts = Репосты
metric-reposts = Сколько раз это репостнули в свой профиль.
metric-name-ig-reels-avg-watch-time = Среднее время
metric-ig-reels-avg-watch-time = Как долго рилс смотрели в среднем за одно воспроизведение.
metric-name-ig-reels-video-view-total-time = Общее время
metric-ig-reels-video-view-total-time = Сколько времени рилс смотрели все вместе, включая повторы.
metric-name-reels-skip-rate = Доля пропусков
metric-reels-skip-rate = Какая часть первых просмотров закончилась за 3 секунды; оценка Instagram.
metric-name-navigation = Переходы в истории
metric-navigation = Что делали во время просмотра истории: дальше, назад, выход или к следующему аккаунту.
metric-name-profile-activity = Действия в профиле
metric-profile-activity = Что нажимали в профиле, придя отсюда: ссылку, звонок, маршрут, почту.
metric-name-crossposted-views = Просмотры вместе
metric-crossposted-views = Просмотры рилса в Instagram и на Facebook вместе.
metric-name-facebook-views = Просмотры на Facebook
metric-facebook-views = Просмотры на Facebook того, чем там поделились.
metric-name-impressions = Показы
metric-impressions = Сколько раз это было на экране; теперь вместо этого просмотры.
metric-name-link-clicks = Нажатия на ссылку
metric-link-clicks = Сколько раз нажали на наклейку-ссылку в истории.
metric-name-total-likes = Лайки с рекламой
metric-total-likes = Лайки, включая рекламные.
metric-name-total-comments = Комментарии с рекламой
metric-total-comments = Комментарии, включая рекламные.
metric-name-total-views = Просмотры с рекламой
metric-total-views = Просмотры, включая рекламные.
metric-name-accounts-engaged = Вовлечены
metric-accounts-engaged = Сколько разных аккаунтов что-то сделали: лайк, комментарий, сохранение, отправка или ответ.
metric-name-profile-links-taps = Нажатия в профиле
metric-profile-links-taps = Сколько раз в профиле нажали кнопку связи: звонок, почта, маршрут, сообщение.
metric-name-follows-and-unfollows = Пришли и ушли
metric-follows-and-unfollows = Сколько аккаунтов подписались и сколько отписались.
metric-name-follower-count = Новые за день
metric-follower-count = Сколько новых подписчиков принёс день; не сколько их всего. Только последние 30 дней без сегодняшнего.
metric-name-online-followers = Подписчики в сети
metric-online-followers = Сколько подписчиков было в Instagram, по часам, за последние 30 дней.
metric-name-follower-demographics = Кто подписан
metric-follower-demographics = Кто ваши подписчики.
metric-name-engaged-audience-demographics = Кто вовлечён
metric-engaged-audience-demographics = Кто те люди, что отозвались на ваши публикации; нужно 100 действий за период.
metric-name-profile-views = Просмотры профиля
metric-profile-views = Сколько раз открыли ваш профиль.
metric-name-website-clicks = Нажатия на сайт
metric-website-clicks = Сколько раз нажали на сайт в вашем профиле.
metric-name-engagement-rate-by-reach = Вовлечённость по охвату
metric-engagement-rate-by-reach = Какая доля охваченных что-то сделала.
metric-name-period-engagement-rate = Вовлечённость за период
metric-period-engagement-rate = Все действия с публикациями периода на весь их охват. Среднее из долей исказили бы маленькие публикации; рядом стоит медиана.
metric-name-engagement-rate-by-followers = Вовлечённость по подписчикам
metric-engagement-rate-by-followers = Действия на число подписчиков в день публикации, как я его записал; сегодняшнее число для этого не годится.
metric-name-save-rate = Доля сохранений
metric-save-rate = Какая доля охваченных сохранила.
metric-name-share-rate = Доля отправок
metric-share-rate = Какая доля охваченных поделилась.
metric-name-comment-rate = Доля комментариев
metric-comment-rate = Какая доля охваченных прокомментировала.
metric-name-reach-rate = Охват по подписчикам
metric-reach-rate = Охват на число подписчиков в день публикации. Бывает больше 100 %: видят и другие.
metric-name-frequency = Просмотров на человека
metric-frequency = Сколько раз в среднем смотрел один человек.
metric-name-follows-per-thousand = Новые подписчики на 1000
metric-follows-per-thousand = Сколько из тысячи охваченных подписалось. Для постов и историй; о рилсах Instagram этого не сообщает.
metric-name-reel-average-watch = Средний просмотр в секундах
metric-reel-average-watch = Сколько секунд рилса смотрели в среднем за один просмотр.
metric-name-share-watched = Просмотренная часть
metric-share-watched = Какую часть длины рилса смотрели в среднем. Длину Instagram не сообщает, поэтому показываю, только если она известна из файла.
metric-name-story-exit-rate = Ушли с истории
metric-story-exit-rate = Какая доля просмотров истории закончилась уходом.
metric-name-story-completion = Досмотр
metric-story-completion = Какая доля просмотров истории не закончилась уходом.
metric-name-story-full-view = Просмотр целиком
metric-story-full-view = Какая доля просмотров истории не закончилась ни уходом, ни пролистыванием (способ Minter).
metric-name-story-forward-rate = Пролистали вперёд
metric-story-forward-rate = Какая доля просмотров истории закончилась касанием к следующему слайду.
metric-name-story-back-rate = Вернулись назад
metric-story-back-rate = Какая доля просмотров истории закончилась касанием назад.
metric-name-reply-rate = Доля ответов
metric-reply-rate = Какая доля охваченных ответила.
metric-name-reel-kept-rate = Дольше 3 с
metric-reel-kept-rate = Какая доля первых просмотров рилса длилась дольше 3 секунд.
metric-name-sequence-retention = До конца
metric-sequence-retention = Какая доля охваченных первой историей дня увидела и последнюю.
metric-name-sequence-completion = Досмотр за день
metric-sequence-completion = Какая доля просмотров всех историй дня не закончилась уходом; неизвестна, если неизвестен хотя бы один слайд.
metric-name-story-coverage = Сохранённые истории
metric-story-coverage = У какой доли закончившихся историй есть последний просмотр в 23 часа или позже: показатель моей собственной работы.
metric-name-same-age-ratio = К обычному в том же возрасте
metric-same-age-ratio = Во сколько раз больше медианы ваших последних 20 того же формата, каждая — какой была в том же возрасте, плюс-минус пятая часть. Нужно пять.
metric-name-take-off = Взлёт
metric-take-off = Публикация набирает хотя бы втрое больше вашего обычного в её возрасте и уже достигла вашей медианы охвата.
metric-name-drop = Падение охвата
metric-drop = Медиана дневного охвата за последние семь устоявшихся дней рядом с медианой за четыре недели до них. Падением считается половина или меньше, и только если обычно это 100 человек в день или больше.
metric-name-net-followers = Прирост подписчиков
metric-net-followers = Пришедшие минус ушедшие.

## Accounts

accounts-header = { $count ->
    [0] Пока не подключено ни одного аккаунта.
    [one] <b>{ $count } подключённый аккаунт</b>
    [few] <b>{ $count } подключённых аккаунта</b>
   *[many] <b>{ $count } подключённых аккаунтов</b>
}
accounts-entry = • <b>{ $account }</b> · подписчики: { $followers }
accounts-entry-kept = • 🗂 <b>{ $account }</b> · не подключён, история хранится с { $since }
accounts-entry-broken = • ⚠️ <b>{ $account }</b> · подписчики: { $followers } · подключите снова
accounts-show = Показать { $account } в группе: /here
unlink-question = Отключить <b>{ $account }</b>?
unlink-others = { $count ->
    [one] К этому аккаунту подключён ещё { $count } человек, для него данные сохраняются и дальше. Вы их больше не увидите; подключите аккаунт снова — и увидите всё, вместе с тем, что накопится.
    [few] К этому аккаунту подключены ещё { $count } человека, для них данные сохраняются и дальше. Вы их больше не увидите; подключите аккаунт снова — и увидите всё, вместе с тем, что накопится.
   *[many] К этому аккаунту подключено ещё { $count } человек, для них данные сохраняются и дальше. Вы их больше не увидите; подключите аккаунт снова — и увидите всё, вместе с тем, что накопится.
}
unlink-stops = Больше к этому аккаунту никто не подключён, поэтому новые данные сохраняться не будут.
unlink-stories = { $count ->
    [0] <b>Оставить историю:</b> прочитанное по-прежнему видно вам. <b>Удалить всё:</b> оно исчезнет, и прочитать его заново нельзя.
    [one] <b>Оставить историю:</b> { $count } сохранённая история и все остальные показатели по-прежнему видны вам. <b>Удалить всё:</b> они исчезнут, и показатели истории заново не прочитать.
    [few] <b>Оставить историю:</b> { $count } сохранённые истории и все остальные показатели по-прежнему видны вам. <b>Удалить всё:</b> они исчезнут, и показатели историй заново не прочитать.
   *[many] <b>Оставить историю:</b> { $count } сохранённых историй и все остальные показатели по-прежнему видны вам. <b>Удалить всё:</b> они исчезнут, и показатели историй заново не прочитать.
}
unlink-history-question = 🗑 Удалить историю аккаунта <b>{ $account }</b>?
unlink-history-stories = { $count ->
    [0] Историй в ней нет.
    [one] В ней { $count } сохранённая история, её показатели заново не прочитать.
    [few] В ней { $count } сохранённые истории, их показатели заново не прочитать.
   *[many] В ней { $count } сохранённых историй, их показатели заново не прочитать.
}
unlink-token = В любом случае дайджест прекратится, а мой доступ к Instagram будет удалён сразу.
unlinked = Аккаунт <b>{ $account }</b> отключён, мой доступ к Instagram удалён. Подключить его снова можно в любой момент.
unlinked-kept = Аккаунт <b>{ $account }</b> отключён, мой доступ к Instagram удалён; его история останется для вас в /accounts. Подключите его снова, и она продолжится.

## Alerts

alerts-header = 🔔 <b>Оповещения</b> приходят сами, в этот чат, по всем подключённым аккаунтам.
alerts-on = ✓ { $kind }
alerts-off = – { $kind }: выключено
alerts-always = ✓ { $kind }: включено всегда
alerts-mute = 🔕 { $account }, «{ $kind }»: без оповещений до { $until }
alerts-mute-sound = 🔕 { $account }, «{ $kind }»: без звука до { $until }
alerts-tap = 🔔 <b>Оповещения</b>: нажмите, чтобы включить или выключить.
alert-link-broken = Доступ закрыт
alert-link-ends = Доступ не продлевается
alert-link-ends-when = <b>{ $name }</b>: Instagram не продлевает мне доступ; сообщу за несколько дней до конца.
alert-story-expiring = История уходит непрочитанной
alert-story-expiring-when = <b>{ $name }</b>: осталось меньше двух часов, а прочитать её не удаётся.
alert-wrap-up = Истории за день
alert-wrap-up-when = <b>{ $name }</b>: итоги, когда закончится последняя.
alert-take-off = Публикация взлетает
alert-take-off-when = <b>{ $name }</b>: втрое больше обычного в её возрасте. Один раз на публикацию.
alert-new-reel = Новый рилс через 24 часа
alert-new-reel-when = <b>{ $name }</b>: первые числа рядом с вашими обычными.
alert-drop = Охват упал
alert-drop-when = <b>{ $name }</b>: неделя на половине обычного или ниже. Не чаще раза в четыре недели.
alert-milestone = Круглое число подписчиков
alert-milestone-when = <b>{ $name }</b>: 100, 250, 500, 1000 и так далее, каждое один раз.
alert-muted = 🔕 <b>{ $kind }</b>, { $account }: молчу до { $until }.
alert-muted-sound = 🔕 <b>{ $kind }</b>, { $account }: до { $until } придёт без звука. Совсем оно не выключается: каждый час без доступа теряет числа.
alert-expiring-header = { $count ->
    [one] ⏳ <b>{ $account }: { $count } история скоро закончится, а прочитать её не удаётся</b>
    [few] ⏳ <b>{ $account }: { $count } истории скоро закончатся, а прочитать их не удаётся</b>
   *[many] ⏳ <b>{ $account }: { $count } историй скоро закончатся, а прочитать их не удаётся</b>
}
alert-expiring-story = • { $posted }: закончится в { $ends }, через { $left }. Последний замер: { $seen }
alert-expiring-never-read = • { $posted }: закончится в { $ends }, через { $left }. Замеров не было
alert-expiring-link = Доступ закрыт. Подключите аккаунт снова сейчас, и я ещё успею прочитать оставшееся.
alert-expiring-bot-down = Я не работал.
alert-expiring-throttled = Instagram сейчас не принимает запросов.
alert-expiring-budget = Запросы, отведённые одному аккаунту, пока кончились.
alert-expiring-no-answer = Instagram не отвечает.
alert-expiring-refused = Instagram отказывает в числах.
alert-expiring-fault = Мне мешает собственная ошибка.
alert-expiring-next = Я буду пробовать до конца. Чтобы не потерять числа, посмотрите их до этого в приложении Instagram.
alert-take-off-header = 🚀 <b>{ $account }: публикация взлетает</b>
alert-new-reel-header = 🎬 <b>{ $account }: первые сутки нового рилса</b>
alert-post = { $format } · { $published }
alert-post-beside = Охват через { $age }: <b>{ $reach }</b>. Это <b>{ $times }</b> от вашего обычного в этом возрасте ({ $usual }, медиана по { $count }).
alert-post-reach = Охват через { $age }: <b>{ $reach }</b>
alert-post-too-few = В этом возрасте известно слишком мало других, чтобы сравнить.
alert-post-views = Просмотры <b>{ $views }</b>
alert-post-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }
alert-as-of = По состоянию на { $moment }
alert-milestone-header = 🎉 <b>У { $account } { $milestone } подписчиков</b>
alert-milestone-now = Насчитано: { $followers }, { $moment }
alert-drop-header = 📉 <b>Охват { $account } упал</b>
alert-drop-reach = { $days }: <b>{ $reach }</b> человек в день, { $change } к <b>{ $usual }</b> в день за четыре недели до этого.
alert-drop-published = Публикаций и рилсов: { $count } за эти семь дней, { $before } за четыре недели до этого.
alert-drop-note = Оба числа — медианы, поэтому один сильный день не становится обычным. Почему охват упал, по этим числам не видно.

quiet-on = 🌙 Тихие часы: <b>{ $begins }–{ $ends }</b> (время: { $zone })
quiet-off = 🌙 Тихих часов нет: оповещения приходят в любое время.
quiet-how = Оповещение, возникшее в тихие часы, ждёт их конца, а если к тому времени устареет, не придёт совсем. Дайджесты приходят в свой час.
quiet-urgent-on = «Доступ закрыт» и «История уходит непрочитанной» звучат в любое время, в тихие часы тоже.
quiet-urgent-off = «Доступ закрыт» и «История уходит непрочитанной» ждут, как все; второе приходит без звука.
quiet-zone-guessed = { $zone } — это догадка: выберите часовой пояс в /settings.
quiet-choose-begin = 🌙 С какого часа молчать? Время: { $zone }.
quiet-choose-end = 🌅 До какого часа? Время: { $zone }.

## Settings

settings =
    ⚙️ <b>Настройки</b>
    Язык: { $language }
    Часовой пояс: { $zone }, сейчас там { $now }
settings-zone-guessed =
    ⚙️ <b>Настройки</b>
    Язык: { $language }
    Часовой пояс: { $zone }, сейчас там { $now }. Это догадка: пожалуйста, выберите свой.
settings-choose-language = 🌐 На каком языке говорить?
place-ask =
    🕐 <b>Где вы находитесь?</b>
    Сейчас выбрано: { $zone }, там { $now }

    Напишите название города, поделитесь геопозицией или выберите часть света:
place-which-city = 🔎 «{ $said }»: какой именно?
place-no-city =
    🔎 Не знаю города «{ $said }».
    Попробуйте написать иначе или назовите город побольше с тем же временем. Я знаю города от 15 000 жителей.
    Если вы хотели чего-то другого, загляните в помощь.
place-share = 📍 Нажмите кнопку внизу, и Telegram спросит, можно ли показать мне, где вы. Геопозиция нужна один раз, чтобы найти ваш часовой пояс, и не сохраняется.
place-not-shared = Геопозиция не отправлена.
place-saved = ✅ Часовой пояс найден: { $zone }, сейчас там { $now }. Геопозиция не сохранена.
place-seen = 📍 Там сейчас { $now }, время: { $zone }. Геопозиция не сохранена.
place-take-zone = Перейти на это время?
place-at-sea = 📍 Это открытое море, часового пояса там я не знаю. Напишите, пожалуйста, название города.
settings-choose-city = 🕐 Выберите город, где часы показывают ваше время.
region-europe = Европа
region-asia = Азия
region-africa = Африка
region-america = Америка
region-australia = Австралия
region-pacific = Тихий океан
region-atlantic = Атлантика
region-indian = Индийский океан

## Digest

digest-on = 📬 Дайджест <b>{ $account }</b> приходит { $when }.
digest-off = 📬 Дайджест <b>{ $account }</b> выключен.
digest-next = Следующий: { $moment }
digest-choose-hour = 🕘 В котором часу присылать? Время: { $zone }.
digest-choose-weekday = 📅 В какой день недели?
digest-of-all = всех аккаунтов
digest-accounts = Сейчас это: { $accounts }
digest-more-accounts = { $count ->
    [one] ещё { $count }
    [few] ещё { $count }
   *[many] ещё { $count }
}
digest-goes = Куда: { $place }
digest-language = Язык там: { $language }
digest-muted = 🔕 Молчит до: { $until }
digest-paused-silenced = ⏸ На паузе: мне нельзя там писать. Продолжу, когда снова будет можно.
digest-paused-not-shown = ⏸ На паузе: дайджесты там сейчас не разрешены. Продолжу, когда снова будут.
digest-pause = ⏸ <b>Дайджест { $account }</b>: остановить на неделю, до нового включения или насовсем?
digest-remove-question = 🗑 <b>Удалить дайджест { $account }?</b> Куда приходит: { $place }. Больше ничего не изменится.
digest-choose-account = 📬 <b>Новый дайджест.</b> О каком аккаунте?
digest-choose-place = 📬 <b>Куда его присылать?</b> Там его прочтут все, на языке этого чата.
digest-choose-cadence = 📬 <b>Как часто присылать?</b> Время можно изменить потом. Ежемесячный приходит 1-го числа и рассказывает о прошлом месяце.
digests-title = 📬 <b>Ваши дайджесты</b>
digests-none = 📬 Сейчас вы не получаете дайджестов.
digests-elsewhere = Дайджест может приходить и в группу или канал. Сначала покажите там аккаунт: /here
digests-here = 📬 <b>Сюда приходят дайджесты:</b>
digest-entry = <b>{ $account }</b>: { $when }
digest-entry-off = <b>{ $account }</b>: выключен
place-private = этот чат
place-group = группа «{ $title }»
place-channel = канал «{ $title }»
place-topic = тема в «{ $title }»
place-unknown = чат, в котором ваше больше не показывается
digest-when-daily = каждый день в { $time } (время: { $zone })
digest-when-monthly = 1-го числа каждого месяца в { $time } (время: { $zone })
digest-when-weekly = { $weekday ->
    [0] каждый понедельник
    [1] каждый вторник
    [2] каждую среду
    [3] каждый четверг
    [4] каждую пятницу
    [5] каждую субботу
   *[6] каждое воскресенье
} в { $time } (время: { $zone })
digest-daily = 📬 <b>Ваш день в Instagram</b>
digest-weekly = 📬 <b>Ваша неделя в Instagram</b>
digest-monthly = 📬 <b>Ваш месяц в Instagram</b>
digest-post = 📷 Публикация: <i>{ $title }</i> · охват { $reach }
digest-reel = 🎬 Рилс: <i>{ $title }</i> · охват { $reach }
digest-post-beside = 📷 Публикация: <i>{ $title }</i> · охват { $reach } · { $times } к обычному за { $age }
digest-reel-beside = 🎬 Рилс: <i>{ $title }</i> · охват { $reach } · { $times } к обычному за { $age }
digest-best-post = 🏆 Лучшая публикация: <i>{ $title }</i> · охват { $reach } · { $times } к обычному за { $age }
digest-best-reel = 🏆 Лучший рилс: <i>{ $title }</i> · охват { $reach } · { $times } к обычному за { $age }
digest-worst-reach = 🥀 Слабее всего: <i>{ $title }</i> · малый охват, { $times } к обычному за { $age }
digest-worst-saves = 🥀 Слабее всего: <i>{ $title }</i> · мало сохранений, { $times } к обычному за { $age }
digest-stories = ⭕ Истории: { $what }
digest-stories-completion = досмотры { $share } (медиана)
digest-stories-replies = больше всего ответов: слайд { $slide }, { $day } ({ $count })
digest-stories-lost = потеряно: { $count }
digest-against = Рядом — прошлый месяц{ $same ->
    [yes] { "" }
   *[no] {" "}({ $days } дн.): суммы сравниваются в среднем за день
}; охват и вовлечённые — за последние { $together } дн. каждого.
digest-tip = 💡 { $sentence }
digest-tip-above-usual = Охват выше вашего обычного в том же возрасте у { $count } из { $others } публикаций и рилсов.
digest-tip-below-usual = Охват ниже вашего обычного в том же возрасте у { $count } из { $others } публикаций и рилсов.
digest-tip-saves = { $more } сохраняли чаще, чем { $less }: { $times } ({ $days } дней, постов: { $count } и { $others }).
digest-tip-shares = { $more } пересылали чаще, чем { $less }: { $times } ({ $days } дней, постов: { $count } и { $others }).
digest-tip-engagement = { $more } вовлекали сильнее, чем { $less }: { $times } ({ $days } дней, постов: { $count } и { $others }).
digest-tip-short-stories = Когда историй в день меньше { $slides }, их досматривают чаще: { $times } ({ $days } дней; таких дней { $count }, остальных { $others }).
digest-tip-long-stories = Когда историй в день { $slides } и больше, их досматривают чаще: { $times } ({ $days } дней; таких дней { $count }, остальных { $others }).
digest-more-photos = Фото
digest-more-carousels = Карусели
digest-more-reels = Рилсы
digest-less-photos = фото
digest-less-carousels = карусели
digest-less-reels = рилсы
digest-notes = ℹ️ { $notes }
digest-note-immature = моложе 48 ч, в сравнении пока нет: { $count }
digest-note-not-offered = Instagram сейчас не даёт: { $metrics }
digest-note-without-link = связи не было { $duration }
digest-quiet-daily = 🌙 Тихий день: ничего не публиковалось.
digest-quiet-weekly = 🌙 Тихая неделя: ничего не публиковалось. Но аккаунт живёт и так.
digest-quiet-monthly = 🌙 Тихий месяц: ничего не публиковалось. Но аккаунт живёт и так.
digest-in-short = 👥 <b>{ $followers }</b>{ $net } · охват <b>{ $value }</b>{ $change }
digest-of-all-header = { $count ->
    [one] { $count } аккаунт
    [few] { $count } аккаунта
   *[many] { $count } аккаунтов
} · { $period } · время: { $zone }
digest-of-all-account = <b>{ $account }</b>
digest-of-all-best-post = 🏆 публикация { $times }
digest-of-all-best-reel = 🏆 рилс { $times }
digest-of-all-stale = ⚠️ Последние известные числа, { $period }
digest-of-all-broken = ⚠️ Связь прервана; последние известные числа, { $period }
digest-of-all-more = { $count ->
    [one] … и ещё { $count } аккаунт
    [few] … и ещё { $count } аккаунта
   *[many] … и ещё { $count } аккаунтов
}
digest-of-all-quiet = 🌙 Ничего не публиковалось: { $accounts }

## Ключи к HTTP API

api-title = 🔑 <b>Ключи к HTTP API</b>
api-what = С ключом ваша программа — магазин, таблица, панель — читает те же показатели, что я показываю здесь. Только читает: изменить ничего нельзя.
api-no-keys = Ключей пока нет.
api-key-entry = <code>{ $ending }</code> · { $account } · { $until }
api-key-title = 🔑 <b>Ключ <code>{ $ending }</code></b>
api-key-account = Открывает: { $account }
api-key-reads = Читает: { $what }
api-key-valid = Действует: { $until }
api-key-expires = до { $moment }
api-key-expired = ⚠️ закончился { $moment }
api-key-for-ever = бессрочно
api-key-used = Последний раз использован: { $moment }
api-key-unused = Пока ни разу не использован.
api-new = 🔑 <b>Новый ключ</b>
    Выберите, что он открывает, что может читать и как долго.
api-made = ✅ <b>Ваш новый ключ.</b> Я показываю его один раз и храню только его отпечаток.
api-made-how = Программы передают его в заголовке <code>Authorization: Bearer …</code>. Берегите его как пароль; если он попал в чужие руки, отзовите его здесь.
api-all-accounts = все мои аккаунты
api-right-account = Аккаунт
api-right-media = Публикации и рилсы
api-right-stories = Истории
api-right-exports = Выгрузки
api-right-digests = Дайджесты
api-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
api-for-ever = Бессрочно
api-too-many-keys = Больше ключей завести нельзя. Отзовите тот, который уже не нужен.
button-new-api-key = Новый ключ
button-api-docs = Как пользоваться
button-make-api-key = Создать ключ
button-revoke-api-key = Отозвать ключ
button-copy-api-key = Скопировать ключ
button-hide-api-key = Готово, скрыть

## Журнал безопасности

security-header = 🔐 <b>Журнал безопасности</b>
    Что происходило с вашими подключениями и данными, новое сверху. Это видно только вам.
security-nothing = Пока ничего не происходило.
security-entry = { $moment }: { $what }
security-link-started = вы запросили ссылку для подключения аккаунта
security-link-returned = браузер вернулся из Instagram; пока ничего не подключено
security-link-confirmed = аккаунт подключён
security-link-wrong-user = вы открыли ссылку, которую начал другой человек; ничего не подключено
security-link-expired = введён неизвестный или устаревший код; ничего не подключено
security-link-denied = в Instagram отказано в доступе
security-link-failed = подключить не удалось; ничего не сохранено
security-link-cancelled = вы отменили подключение
security-unlinked = аккаунт отключён, доступ к нему удалён
security-access-removed = доступ к аккаунту отозван в Instagram
security-deleted-by-instagram = данные аккаунта удалены, потому что об этом попросили в Instagram
security-deletion-asked = вы узнавали, что удалится вместе со всеми данными
security-exported = вы получили копию своих данных
security-chat-shown = аккаунт стал показываться в группе или канале
security-chat-ended = аккаунт больше не показывается в группе или канале
security-api-key-made = создан ключ к HTTP API
security-api-key-revoked = отозван ключ к HTTP API

## Privacy

privacy-intro =
    🔒 <b>Конфиденциальность</b>
    Я читаю статистику подключённых вами аккаунтов Instagram, и больше ничего. Я не вижу вашего пароля, не публикую без вашей команды и никому ничего не передаю.
privacy-kept = <b>Что хранится и как долго</b>
privacy-kept-entry = • { $what }: { $how_long }
privacy-person = ваше имя в Telegram, язык и часовой пояс
privacy-links = ваши подключения и доступ к Instagram, в зашифрованном виде
privacy-digests = какие дайджесты вам нужны, когда и куда
privacy-ready-digests = дайджесты, которые ждут своего часа, с картинками
privacy-alerts = какие оповещения вы заглушили и о чём вам сообщено
privacy-tags = ваши темы и что вы ими отметили
privacy-chats = в каких группах и каналах показываются ваши аккаунты
privacy-api-keys = отпечатки ваших ключей к HTTP API, со дня их окончания
privacy-numbers = показатели публикаций, рилсов и аккаунта
privacy-history = какими эти показатели были раньше, по дням
privacy-stories = сохранённые истории
privacy-story-pictures = маленькая картинка каждой из этих историй
privacy-plans = когда я смотрю в следующий раз
privacy-captures = какие замеры историй сделаны
privacy-link-attempts = завершённые и брошенные попытки подключения
privacy-messages = отправленные вам дайджесты и уведомления
privacy-updates = отметки о том, какие ваши сообщения обработаны
privacy-webhooks = отметки о том, что сообщил сам Instagram, без чьих-либо слов
privacy-request-counts = сколько раз я спрашивал Instagram об аккаунте
privacy-recent-requests = то же по минутам
privacy-budgets = сколько из лимитов Instagram израсходовал аккаунт, когда в чат можно писать снова и о каких сбоях сообщено тому, кто держит бота
privacy-audit = журнал того, что делалось с вашими подключениями и данными
privacy-data-deletions = коды подтверждения удалений, без имени
privacy-machinery = сведения об интерфейсе Instagram и тому подобное
privacy-until-deleted = пока вы этого не удалите
privacy-until-unlinked = пока к аккаунту кто-то подключён
privacy-about-nobody = пока это полезно; здесь нет ничего ни о ком
privacy-location = 📍 Геопозиция, которой вы делитесь, нужна один раз, чтобы найти часовой пояс, и не сохраняется.
privacy-security = Доступ хранится зашифрованным, а ключ — отдельно от него.
privacy-rights = Забрать всё с собой: /export. Отключить аккаунт: /accounts, доступ удаляется сразу, а останется ли история, решаете вы. Удалить всё ваше: /delete_me. Ещё можно удалить { -brand } в настройках Instagram, раздел «Приложения и сайты», и там же попросить об удалении данных.

## Забрать данные

export-choose =
    📦 <b>Экспорт</b>
    <b>Показатели таблицей:</b> дни, публикации, рилсы, истории или аудитория текущего аккаунта в XLSX, CSV или JSON.
    <b>Отчёт:</b> месяц в PDF, который можно отправить клиенту.
    <b>Всё ваше:</b> всё, что я храню о вас и ваших аккаунтах, одним ZIP: таблицы для Excel (CSV) и для программ (JSON). Доступа к Instagram в нём нет.
export-choose-kind =
    📊 <b>Показатели таблицей.</b> О чём?
    Быстрее словами: { $example }
export-choose-span = 📊 <b>{ $kind }.</b> За какое время?
export-choose-format = 📊 <b>{ $kind }</b> · { $span }. В каком виде?
export-choose-month = 📄 <b>Отчёт.</b> За какой месяц? В него входят только полные дни.
export-not-understood =
    Не понимаю, что здесь значит «{ $words }». Например: { $example }
    О чём: days, posts, reels, stories, audience. Время: 7d, 28d, 90d, month, lastmonth, all. Вид: xlsx, csv, json. Отчёт: report 2026-10.
export-making = 📊 Готовлю файл. Скоро он появится ниже.
export-nothing = Об аккаунте <b>{ $account }</b> у меня ничего такого нет: { $kind }, { $days }.
export-no-report = { $month }: полных дней ещё не было, и отчитываться не о чем.
export-numbers-caption = 📊 <b>{ $kind }</b> · { $account } · { $days }
export-rows = { $count ->
    [one] { $count } строка
    [few] { $count } строки
   *[many] { $count } строк
}
export-report-caption = 📄 <b>Отчёт</b> · { $account } · { $days }
export-kind-days = Дни
export-kind-posts = Публикации
export-kind-reels = Рилсы
export-kind-stories = Истории
export-kind-audience = Аудитория
export-gathering = 📦 Собираю всё ваше. Файл скоро появится ниже.
export-sent = { $count ->
    [one] 📦 Ниже { $count } файл.
    [few] 📦 Ниже { $count } файла.
   *[many] 📦 Ниже { $count } файлов.
}
export-caption = 📦 <b>Всё ваше.</b> Что есть что, сказано внутри, в README.txt.
export-caption-part = 📦 <b>Всё ваше</b>, часть { $number } из { $count }. Что есть что, сказано в первой части, в README.txt.
export-readme =
    Farolero: всё ваше, по состоянию на { $made }

    Каждая таблица здесь дважды, с одними и теми же строками: .csv для Excel и подобных программ, .json для других программ.

    person: что я знаю о вас
    links: подключённые вами аккаунты Instagram и что вы разрешили; сам доступ никогда не выгружается
    digests: какие дайджесты вам нужны, когда и куда
    alerts: какие оповещения выключены и ваши тихие часы
    alert_mutes: какие оповещения вы заглушили и до какого времени
    tags: ваши темы
    tagged_posts: посты и рилсы, которые вы ими отметили
    tagged_stories: истории, которые вы ими отметили
    shown_in: в каких группах и каналах показываются ваши аккаунты
    api_keys: ваши ключи к HTTP API, без самих ключей
    link_attempts: попытки подключения
    messages: дайджесты и уведомления вам за последние { $days }
    audit: что делалось с вашими подключениями и данными

    Далее по папке на каждый подключённый аккаунт, в порядке подключения: account-1, account-2 и так далее.

    account: сам аккаунт
    posts: публикации и рилсы с последними показателями
    post_history: какими эти показатели были при каждом замере; age_seconds — сколько было тогда публикации
    stories: сохранённые истории
    story_looks: какими были их показатели при каждом замере
    story_pictures: от каких историй есть маленькая картинка; каждая лежит отдельным файлом в папке с этим именем. Если картинку не удалось сохранить, причина стоит в why_not: not_named (Instagram не назвал её адрес), not_allowed (адрес вёл не к Instagram), not_read (сервер не отдал картинку), not_a_picture (пришло не то, что можно сохранить), no_new_address (адрес устарел, а узнать новый не вышло), taken_down (историю удалили раньше срока), unlinked (аккаунт отвязали), not_tried (история закончилась раньше), fault (моя ошибка), unknown (не записана)
    days: значения аккаунта по дням
    followers: подписчики по дням
    periods: итоги за периоды, как их посчитал Instagram
    audience: кто эти люди, по дням замера
    online: сколько подписчиков было онлайн, по часам
    alerts_told: о чём уже было оповещение, чтобы не сообщать дважды
    requests: сколько раз я спрашивал Instagram, по дням и целям

    Как это читать

    Время указано в UTC. Пустое поле в CSV и null в JSON значат, что Instagram не дал числа; нулём они не бывают никогда.
    Файлы CSV — в UTF-8. Перед текстом, который начинается с =, +, -, @ и тому подобного, там стоит апостроф, чтобы никакая программа не приняла его за формулу; в JSON он такой, как был.
    Длинные идентификаторы — это текст. Если программа их округляет, импортируйте столбец как текст или возьмите JSON.
    Очень длинная таблица продолжается в другом файле, например post_history-2.

## Таблицы

table-notes = Примечания
table-about-account = Аккаунт
table-about-what = Таблица
table-about-period = Период
table-about-days-in = Дни по поясу
table-about-times-in = Время по поясу
table-about-made = Составлено
table-media-id = Номер в Instagram
table-published = Опубликовано
table-format = Формат
table-caption = Подпись
table-followers-then = Подписчиков при публикации
table-still-counting = Ещё считается
table-permalink = Ссылка
table-as-of = Замер
table-day = День
table-slide = Слайд
table-state = Состояние
table-age-at-last-look = Возраст при последнем замере
table-tap-forward = Вперёд
table-tap-back = Назад
table-tap-exit = Выходы
table-swipe-forward = К следующему аккаунту
table-followers = Подписчики
table-reach-of-followers = Охват: подписчики
table-reach-of-others = Охват: не подписчики
table-reach-by-instagram-day = Охват за день Instagram
table-came = Пришли
table-left = Ушли
table-audience = Аудитория
table-breakdown = Разбивка
table-part = Часть
table-people = Людей
table-share = Доля
kind-of-media-photo = Фото
kind-of-media-carousel = Карусель
kind-of-media-video = Видео
kind-of-media-reel = Рилс
state-live = активна
state-final = итог
state-partial = неполные данные
state-hidden = скрыта
state-lost = потеряна

## Чего показатели о себе не говорят

note-blank = Пустое место значит, что Instagram не дал показателя; это никогда не ноль.
note-delay = Instagram может дополнять показатели до 48 часов.
note-two-years = Показатели публикаций Instagram хранит не дольше двух лет.
note-organic = У публикаций, рилсов и историй реклама не считается.
note-with-ads = У аккаунта реклама считается, поэтому его показатели не равны сумме публикаций.
note-albums = Карусель Instagram считает целиком: у отдельных снимков в ней показателей нет.
note-replies = В Европе и Японии закон может не позволять Instagram считать ответы; тогда там стоит 0.
note-few-viewers = Показателей истории нет, если её видели меньше пяти человек или если прошло больше 24 часов. «Итог» значит, что последний замер был через 23 часа или позже.
note-unique = Охват и вовлечённые аккаунты считают каждого человека один раз за период, складывать их нельзя; Instagram считает их не больше чем за 30 дней.
note-instagram-days = Дни у Instagram калифорнийские: «Охват за день Instagram» стоит в том местном дне, на который приходится его большая часть.
note-audience = Кто эти люди, Instagram говорит на день замера: 45 самых больших частей, и только если у аккаунта не меньше 100 подписчиков или действий. Доли считаются от названных частей.
note-estimated = Охват и доля тех, кто остался после 3 секунд, — оценки Instagram.

## Отчёт за месяц

report-title = Отчёт по Instagram
report-days = { $days } · время: { $zone }
report-made = Составлен { $moment }
report-by = Показатели Instagram, собраны { -brand }
report-of-days = { $what }, { $days }
report-account = Аккаунт
report-compared = В сравнении с таким же числом дней до этого: { $days }.
report-not-followers = { $share } охваченных аккаунтов пока не подписаны.
report-number = Показатель
report-this-month = Месяц
report-before = До этого
report-change = Изменение
report-audience = Аудитория
report-audience-count = Подписчики: { $count }
report-audience-as-of = По данным Instagram: { $days }
report-audience-followers = Подписчики
report-audience-engaged = Вовлечённые аккаунты
report-audience-age = Возраст
report-audience-gender = Пол
report-audience-cities = Города
report-audience-countries = Страны
report-audience-rules = Кто подписан, Instagram сообщает начиная со { $needed } подписчиков, а кто вовлечён — начиная со { $needed } лайков, комментариев и других действий за 30 дней. Он называет не больше { $largest } самых крупных частей и никогда не говорит об отдельном человеке. Доли считаются от названных частей. «—» значит, что Instagram ничего не сообщил; это не ноль.
report-nothing-published = За это время ничего не опубликовано.
report-published = Опубликовано: { $count }
report-median = Медиана вовлечённости по охвату: { $share }
report-chart-reach = Самый большой охват, по дням
report-furthest = Самый большой охват
report-most-saved = Больше всего сохранений
report-most-shared = Больше всего пересылок
report-slides = Слайды
report-reach-first = Охват первой
report-reach-last = Охват последней
report-captured = Итоговый замер через 23 ч или позже
report-median-retention = Медиана дошедших до конца дня
report-most-replies = Больше всего ответов за день
report-chart-stories = Охват первой истории дня
report-formulas = Как посчитаны доли
report-notes = О данных
report-note-stale = Когда составлялся отчёт, Instagram не отвечал; показатели в нём — последние известные.
report-note-window = Охват и вовлечённые аккаунты Instagram считает не больше чем за 30 дней; они стоят со своими днями и сравниваются с 30 днями до них.
report-note-young = { $count ->
    [one] { $count } публикации или рилсу было меньше 48 часов, когда составлялся отчёт: показатели ещё растут.
    [few] { $count } публикациям и рилсам было меньше 48 часов, когда составлялся отчёт: показатели ещё растут.
   *[many] { $count } публикациям и рилсам было меньше 48 часов, когда составлялся отчёт: показатели ещё растут.
}
report-note-stories-since = Истории считаются с { $day }, когда аккаунт был подключён.
report-note-no-audience = Страницы об аудитории нет: кто подписан, Instagram сообщает только начиная со { $needed } подписчиков, а об этом аккаунте пока ничего не сообщил.
report-note-change = Если основа меньше { $base }, процент не показывается.

## Удаление всего

delete-me-question = 🗑 <b>Удалить всё ваше?</b> Отменить это нельзя. Удаляется:
delete-me-account = • <b>{ $account }</b>: мой доступ, { $posts ->
    [one] { $posts } публикация или рилс
    [few] { $posts } публикации и рилса
   *[many] { $posts } публикаций и рилсов
} и { $stories ->
    [one] { $stories } сохранённая история
    [few] { $stories } сохранённые истории
   *[many] { $stories } сохранённых историй
}. Больше к нему никто не подключён, поэтому показатели пропадут навсегда.
delete-me-account-shared = • <b>{ $account }</b>: мой доступ и ваше подключение. { $count ->
    [one] К нему подключён ещё { $count } человек, и показатели останутся у него.
    [few] К нему подключены ещё { $count } человека, и показатели останутся у них.
   *[many] К нему подключены ещё { $count } человек, и показатели останутся у них.
}
delete-me-more-accounts = { $count ->
    [one] • и ещё { $count } аккаунт
    [few] • и ещё { $count } аккаунта
   *[many] • и ещё { $count } аккаунтов
}
delete-me-digests = { $count ->
    [one] • { $count } дайджест
    [few] • { $count } дайджеста
   *[many] • { $count } дайджестов
}
delete-me-other-chats = { $count ->
    [one] • то, что я присылаю ещё в { $count } чат
    [few] • то, что я присылаю ещё в { $count } чата
   *[many] • то, что я присылаю ещё в { $count } чатов
}
delete-me-person = • ваше имя, язык и часовой пояс, ваши темы, а также учтённые у меня сообщения вам
delete-me-file-first = Перед этим я могу прислать файл со всем этим. Вопрос действителен 10 минут.
delete-me-file-sent = В файле выше есть всё это. Вопрос действителен 10 минут.
delete-me-done = Всё ваше удалено, и я вас больше не знаю. То, что я писал в этом чате, останется, пока вы не удалите его в Telegram. Если напишете мне снова, начнём заново.

## Help

help-tasks =
    <b>Что вы хотите сделать?</b>

    Узнать, как дела у аккаунта: /overview
    Посмотреть, что дали публикация или рилс: /posts, /reels
    Открыть публикацию по ссылке: /post
    Узнать, что сработало лучше и слабее всего: /top, /bottom
    Отметить публикации и истории темами: /tag
    Сравнить периоды, публикации или темы: /compare
    Увидеть, какие истории сейчас активны: /live
    Вернуться к прошлым историям: /stories
    Увидеть истории одного дня: /archive
    Узнать, когда публикации шли лучше: /besttime
    Узнать, кто подписан и кто вовлечён: /audience
    Получать дайджест: /digest
    Выбрать, о чём сообщать самому: /alerts
    Понять показатель: /why
    Проверить, всё ли в порядке: /status
    Подключить, сменить или отключить аккаунт: /accounts
    Сменить язык или часовой пояс: /settings
    Узнать, что о вас хранится: /privacy
    Забрать свои данные: /export
    Читать цифры своей программой: /api
    Удалить всё ваше: /delete_me
help-numbers = «—» значит, что Instagram не дал этого числа; это никогда не ноль. Instagram может уточнять числа до 48 часов, поэтому какое-то время они могут отличаться от приложения.
help-not-possible =
    <blockquote expandable><b>Чего официальный интерфейс Instagram не даёт никому</b>
    • узнать, кто посмотрел публикацию или историю
    • разделить аудиторию одной публикации по возрасту, городу или подписке
    • построить посекундное удержание рилса
    • посчитать нажатия на ссылки и ответы в опросах историй
    • узнать, откуда пришли просмотры одной публикации
    • прочитать истории, закончившиеся до подключения
    • прочитать показатели отдельных снимков карусели
    • увидеть закрытую статистику конкурентов
    Этого Instagram не даёт ни одному приложению, а гадать я не буду.</blockquote>

hint-linked = Я вас не понял. Вот то, что ищут чаще всего, остальное — в /help.
hint-not-linked = Я вас не понял. Я показываю статистику Instagram: сначала подключите аккаунт или загляните в /help.

unknown-send =
    📭 Сообщение для вас, возможно, потерялось в пути: Telegram так и не ответил, дошло ли оно ({ $moment }).
    Чтобы не прислать его дважды, сначала спрошу.

## Сообщения тому, кто держит бота

operator-alert = ⚠️ { $what }
operator-over = ✅ { $what }
operator-where = Где: { $where }
operator-and-more = { $where } и ещё { $more }
operator-began = Началось { $moment } ({ $zone }).
operator-goes-on = Это продолжается. Началось { $moment } ({ $zone }).
operator-again =
    { $count ->
        [one] С прошлого сообщения повторилось ещё { $count } раз. Началось { $moment } ({ $zone }).
        [few] С прошлого сообщения повторилось ещё { $count } раза. Началось { $moment } ({ $zone }).
       *[many] С прошлого сообщения повторилось ещё { $count } раз. Началось { $moment } ({ $zone }).
    }
operator-run-book = Что делать: { $address }
operator-story-at-risk =
    { $count ->
        [one] { $count } история закончится в течение часа, а прочитать её в последний раз не удалось.
        [few] { $count } истории закончатся в течение часа, а прочитать их в последний раз не удалось.
       *[many] { $count } историй закончатся в течение часа, а прочитать их в последний раз не удалось.
    }
operator-over-story-at-risk = Угрозы больше нет: истории прочитаны или уже закончились.
operator-disk-full = На диске осталось меньше 500 МБ.
operator-over-disk-full = На диске снова есть место.
operator-instagram-silent = Уже больше десяти минут Instagram не отвечает как следует.
operator-over-instagram-silent = Instagram снова отвечает.
operator-app-throttled = Instagram ограничил всё приложение: какое-то время запросов не будет ни для кого.
operator-over-app-throttled = Instagram снова принимает запросы приложения.
operator-two-pollers = Обновления этого бота забирает у Telegram ещё один процесс.
operator-over-two-pollers = Больше никто не забирает обновления этого бота.
operator-restarts = За десять минут один и тот же процесс запустился не меньше трёх раз.
operator-over-restarts = Процесс больше не перезапускается.
operator-clock-off = Наши часы расходятся с часами сервера больше чем на минуту.
operator-over-clock-off = За два часа расхождения часов больше не было.
operator-token-unreadable =
    { $count ->
        [one] { $count } токен не расшифровать. Связь придётся создать заново.
        [few] { $count } токена не расшифровать. Связи придётся создать заново.
       *[many] { $count } токенов не расшифровать. Связи придётся создать заново.
    }
operator-wrong-person =
    { $count ->
        [1] Из Instagram вернулся не тот, кто начал связывать аккаунт. Ничего не связано.
        [one] Из Instagram вернулся не тот, кто начал связывать аккаунт: { $count } раз. Ничего не связано.
        [few] Из Instagram вернулся не тот, кто начал связывать аккаунт: { $count } раза. Ничего не связано.
       *[many] Из Instagram вернулся не тот, кто начал связывать аккаунт: { $count } раз. Ничего не связано.
    }
operator-webhooks-refused =
    { $count ->
        [one] Без верной подписи пришёл { $count } вызов вебхука.
        [few] Без верной подписи пришло { $count } вызова вебхука.
       *[many] Без верной подписи пришло { $count } вызовов вебхука.
    }
operator-over-webhooks-refused = За последний час вызовы вебхука почти не отклонялись.
operator-story-missed =
    { $count ->
        [one] { $count } история закончилась без последнего замера: её итоговых чисел не будет.
        [few] { $count } истории закончились без последнего замера: их итоговых чисел не будет.
       *[many] { $count } историй закончились без последнего замера: их итоговых чисел не будет.
    }
operator-token-ends =
    { $count ->
        [1] Срок токена истекает в течение недели, а продлить его не удалось.
        [one] Срок токена истекает в течение недели, а продлить его не удалось: { $count } раз.
        [few] Срок токенов истекает в течение недели, а продлить их не удалось: { $count } раза.
       *[many] Срок токенов истекает в течение недели, а продлить их не удалось: { $count } раз.
    }
operator-over-token-ends = Продлено, или продлевать больше нечего.
operator-rows-set-aside =
    { $count ->
        [one] { $count } строка работы раз за разом не удавалась и отложена.
        [few] { $count } строки работы раз за разом не удавались и отложены.
       *[many] { $count } строк работы раз за разом не удавались и отложены.
    }
operator-unsubscribed =
    { $count ->
        [1] Instagram отключил вебхуки аккаунта. Я запросил их заново.
        [one] Instagram отключил вебхуки аккаунта: { $count } раз. Я запросил их заново.
        [few] Instagram отключил вебхуки аккаунта: { $count } раза. Я запросил их заново.
       *[many] Instagram отключил вебхуки аккаунта: { $count } раз. Я запросил их заново.
    }
operator-backup-old = Нет ни одной резервной копии моложе 26 часов.
operator-over-backup-old = Свежая резервная копия снова есть.

## Errors

error-unexpected = Что-то пошло не так с моей стороны. Ошибка записана; попробуйте, пожалуйста, чуть позже.
error-store-away = На минуту у меня нет доступа к записям. Ничего не потеряно; попробуйте, пожалуйста, чуть позже.
error-not-linked = Пока не подключён ни один аккаунт Instagram. Подключите его, и я покажу статистику.
error-deletion-expired = Этот вопрос слишком старый, ничего не удалено. Спросите ещё раз: /delete_me.
error-tag-name = Тема — слово или несколько, до 30 знаков и без «=». Выберите, пожалуйста, другое имя.
error-tag-taken = Тема с таким именем у вас уже есть.
error-api-key-may-not = У ключа нет права это читать.
error-too-many-tags = У этого аккаунта уже 50 тем, больше нельзя. Сначала уберите одну: /tag
error-unknown-post = Среди ваших публикаций такой нет. Она должна быть из аккаунта, который вы подключили; опубликованное минуту назад я прочитаю в течение часа.
error-not-found = Этого больше не найти. Возможно, запись удалена или принадлежит аккаунту, к которому вы не подключены.
error-no-healthy-link = Доступ к этому аккаунту закрыт, поэтому новых данных нет. Подключите его снова, и я сразу продолжу.
error-history-only = Вы отключили этот аккаунт и оставили его историю, поэтому дайджеста нет. Подключите аккаунт снова, и он появится.
error-digest-there = Такой дайджест у вас уже есть: о том же аккаунте, в тот же чат и так же часто.
error-digest-paused = Сейчас мне нельзя присылать туда дайджест. Причина видна в /digest.
error-retry-at = Можно спросить снова: { $retry }
error-instagram-transient = Instagram сейчас не отвечает.
error-instagram-throttled = Instagram просит паузу: запросов было много.
error-instagram-own-budget = Запросы по этому аккаунту я пока придерживаю, чтобы не превысить лимиты Instagram.
error-instagram-token = Instagram закрыл доступ к вашему аккаунту. Пожалуйста, подключите его снова.
error-instagram-permission = Не хватает разрешения. Подключите аккаунт снова и оставьте все переключатели включёнными.
error-instagram-gone = В Instagram этого больше нет: срок истёк или запись удалена.
error-instagram-hidden = Instagram скрывает эти числа, пока зрителей слишком мало.
error-instagram-unsupported-metric = Такого показателя Instagram здесь не даёт.
error-instagram-before-conversion = Это опубликовано до перехода на профессиональный аккаунт; чисел по таким записям Instagram не даёт.
error-instagram-blocked = Instagram временно это заблокировал. Откройте приложение Instagram: возможно, там есть уведомление.
error-instagram-misconfigured = Instagram сейчас не разрешает боту { -brand } это читать. Исправить это может только тот, кто обслуживает бота; от вас ничего не требуется, подключение сохраняется.
error-instagram-permanent = Instagram отказал, и повторный запрос не поможет.

## Units

unit-days = { $count } дн.
unit-hours = { $count } ч
unit-minutes = { $count } мин
unit-seconds = { $count } с
