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
button-language = 🌐 Язык
button-time-zone = 🕐 Часовой пояс
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
button-account = 👤 Аккаунт
button-rates = ➗ Доли
button-live = ⭕ Активные истории
button-live-count = ⭕ Активные истории ({ $count })
button-archive = 🗂 Архив
button-refresh = ↻ Обновить
button-pictures = 🖼 Снимки
button-life-curve = 📈 Кривая жизни
button-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
button-chart-reach = Охват
button-chart-followers = Подписчики
button-open = Открыть ↗
button-copy-link = Копировать
button-unlink = Отключить
button-unlink-account = Отключить { $account }
button-delete-everything = Удалить всё моё
button-digest = 📬 Дайджест
button-change-digest = Настроить дайджест
button-digest-on = Включить
button-digest-off = Выключить
button-digest-daily = Каждый день
button-digest-weekly = Раз в неделю
button-digest-hour = 🕘 { $time }
button-digest-send-now = Прислать сейчас
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
command-digest = Дайджест: ежедневный или еженедельный
command-accounts = Выбрать, добавить или отключить аккаунт
command-status = Связи, запросы и чего Instagram не даёт
command-why = Что значит показатель
command-settings = Язык и часовой пояс
command-help = Что я умею
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

example-title = 👀 <b>Пример с вымышленными числами</b>

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
linking-not-available = <b>Недоступны:</b> истории, которые уже закончились.
linking-digest = 📬 Дайджест: { $when }.
linking-digest-off = 📬 Дайджест: выключен.
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
    ℹ️ Аккаунт <b>{ $account }</b> только что подключил в Telegram ещё один человек.
    Если он не из вашей команды, смените пароль Instagram и удалите там { -brand } в разделе «Приложения и сайты».
linking-broken = ⚠️ <b>Instagram закрыл доступ к { $account }</b>
linking-reason-expired = Срок разрешения истёк.
linking-reason-password = Пароль Instagram изменён, или Instagram завершил сеанс из соображений безопасности.
linking-reason-app-removed = { -brand } удалён в настройках Instagram.
linking-reason-checkpoint = Instagram просит сначала войти и подтвердить аккаунт.
linking-reason-other = Точной причины Instagram не назвал.
linking-broken-stories = { $count ->
    [one] Сейчас активна { $count } история. Пока вы не подключите аккаунт снова, её показатели не обновляются. Она закончится: { $first_end }
    [few] Сейчас активны { $count } истории. Пока вы не подключите аккаунт снова, их показатели не обновляются. Первая закончится: { $first_end }
   *[many] Сейчас активно { $count } историй. Пока вы не подключите аккаунт снова, их показатели не обновляются. Первая закончится: { $first_end }
}
linking-broken-last-saved = Последнее сохранение: { $moment }
linking-broken-next = Подключите аккаунт снова, и я сразу продолжу; всё сохранённое останется.

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
page-not-found-title = Здесь ничего нет
page-not-found-text = Такого адреса нет или больше нет. Вернитесь в Telegram и начните заново.
page-unexpected-title = Что-то пошло не так
page-unexpected-text = Это наша ошибка, не ваша. Вернитесь в Telegram и начните заново.
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
overview-delay = Meta может уточнять эти числа ещё до 48 ч.
overview-followers-since = 📈 Подписчики считаются с { $day }: график начнётся со второго дня.
overview-nothing-read = Первые показатели ещё загружаются. Загляните через несколько минут.

chart-reach = Охват по дням, { $account }
chart-followers = Подписчики по дням, { $account }
chart-this-period = Этот период
chart-period-before = Прошлый период
chart-nothing-yet = Данных по дням пока нет
chart-life = История, { $posted }
chart-views = Просмотры
chart-reach-of-story = Охват

stale = ⚠️ { $reason }
stale-last-known = ⚠️ <b>Неполные данные.</b> { $reason } Это последние известные числа: { $moment }.
stale-retry = Попробую снова: { $retry }.
stale-nothing-known = Показателей пока нет.
stale-ask-again = Спросите, пожалуйста, немного позже.
stale-link-broken = Связь с Instagram прервана: новых чисел не будет, пока вы не подключите аккаунт снова.

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
list-as-of = Обновлено: самое раннее { $oldest }, самое позднее { $newest }
list-entry = <b>{ $number }.</b> { $format } · { $published }
list-title = <i>{ $title }</i>
list-numbers = Охват { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares }
list-numbers-counting = Охват { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares } · ещё считается

card-header = <b>{ $format }</b> · { $published } · { $age } назад
card-title = <i>{ $title }</i>
card-nothing-read = Instagram пока не дал статистики по этой записи.
card-before-conversion = У Instagram нет чисел за время до перехода на профессиональный аккаунт.
card-not-offered = Здесь Instagram не даёт: { $metrics }.
card-still-counting = ⏳ Ещё считается: Instagram может уточнять числа до 48 ч.
card-reach = Охват <b>{ $reach }</b>
card-reach-of-followers = Охват <b>{ $reach }</b> ({ $share } от числа подписчиков в тот день)
card-views = Просмотры <b>{ $views }</b> ({ $frequency } на человека)
card-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }   🔁 { $reposts }
card-profile = Визиты в профиль { $visits } · новые подписчики { $follows }
card-watching = Просмотр: { $average } в среднем · всего { $total }
card-kept = Остались дольше 3 с: { $share } (оценка Instagram)
card-engagement-rate = Вовлечённость по охвату <b>{ $share }</b>
card-median = Ваша медиана { $share } ({ $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
} этого типа)
card-save-and-share-rate = Сохранения { $saves } · отправки { $shares }
card-formula = <blockquote expandable>Вовлечённость по охвату = (лайки + комментарии + сохранения + отправки) / охват. Сохранения и отправки тоже делятся на охват; «1,6×» — сравнение с вашей медианой.</blockquote>

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
story-lost = 🔴 Потеряна: закончилась раньше, чем я успел посмотреть
story-next-look = Следующий замер: { $moment }
story-no-numbers = Instagram не дал чисел по этой истории: он скрывает их, пока зрителей слишком мало.
story-header = ⭕ <b>История { $number } из { $count }</b> · { $posted } · { $account }
story-reach = Просмотры <b>{ $views }</b> · охват <b>{ $reach }</b>
story-reach-of-followers = Просмотры <b>{ $views }</b> · охват <b>{ $reach }</b> ({ $share } от числа подписчиков в тот день)
story-taps = → вперёд { $forward } ({ $forward_share }) · ← назад { $back } ({ $back_share })
story-exits = ✕ ушли отсюда { $exits } ({ $share })
story-completion = Досмотр <b>{ $share }</b> · ответы { $replies } ({ $reply_share })
story-more = Отправки { $shares } · визиты в профиль { $visits } · новые подписчики { $follows }
story-formula = <blockquote expandable>Ушли отсюда = выходы + переходы к следующему аккаунту, в доле от просмотров. Досмотр = 100 % минус эта доля. Ответы делятся на охват; в Европе и Японии Instagram может не считать их из-за закона.</blockquote>
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
sequence-completion = Досмотр { $share } · ушли { $left } · ответы { $replies }
sequence-loss = Самая большая потеря: слайд { $slide } (−{ $share })
sequence-best-and-worst = Лучший досмотр: слайд { $best } ({ $best_share }) · слабее всего: слайд { $worst } ({ $worst_share })
sequence-most-replies = Больше всего ответов: слайд { $slide } ({ $replies })
sequence-why-partial = Неполные: последний замер был раньше 23 ч, часть просмотров не учтена.
sequence-why-hidden = Скрытые: Instagram не даёт чисел, если историю увидело слишком мало людей.
sequence-why-lost = Потерянные: история закончилась раньше, чем я успел посмотреть, а Instagram потом ничего не хранит.

## Status

status-header = 🩺 <b>Состояние</b>
status-well = ✅ Всё в порядке.
status-account = <b>{ $account }</b> · подключён; доступ до { $day }, он продлевается заранее
status-account-broken = ⚠️ <b>{ $account }</b> · подключите снова: ничего нового для вас не читается
status-read = Последнее чтение: { $what }
status-profile = профиль { $moment }
status-media = публикации { $moment }
status-stories = активные истории { $moment }
status-requests = Запросов к Instagram сегодня (UTC): { $count } (за час — никогда не больше { $most })
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
status-refused = <b>Чего Instagram сейчас не даёт</b>
status-refused-more = …и ещё { $count }
status-version = Meta отвечает версией { $served }, хотя я прошу { $asked }, с { $since }. Об этом стоит знать тому, кто меня обслуживает.

## Refused metrics

refused-metric = • <code>{ $metric }</code>: недоступно для { $kind } с { $since }; новая попытка { $again }
refused-lists = • Списки приходят без чисел с { $since }, поэтому о каждой записи я спрашиваю отдельно; новая попытка { $again }
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
metric-name-save-rate = Доля сохранений
metric-save-rate = Какая доля охваченных сохранила.
metric-name-share-rate = Доля отправок
metric-share-rate = Какая доля охваченных поделилась.
metric-name-frequency = Просмотров на человека
metric-frequency = Сколько раз в среднем смотрел один человек.
metric-name-story-exit-rate = Ушли с истории
metric-story-exit-rate = Какая доля просмотров истории закончилась уходом.
metric-name-story-completion = Досмотр
metric-story-completion = Какая доля просмотров истории не закончилась уходом.
metric-name-reply-rate = Доля ответов
metric-reply-rate = Какая доля охваченных ответила.
metric-name-reel-kept-rate = Дольше 3 с
metric-reel-kept-rate = Какая доля первых просмотров рилса длилась дольше 3 секунд.
metric-name-sequence-retention = До конца
metric-sequence-retention = Какая доля охваченных первой историей дня увидела и последнюю.

## Accounts

accounts-header = { $count ->
    [0] Пока не подключено ни одного аккаунта.
    [one] <b>{ $count } подключённый аккаунт</b>
    [few] <b>{ $count } подключённых аккаунта</b>
   *[many] <b>{ $count } подключённых аккаунтов</b>
}
accounts-entry = • <b>{ $account }</b> · подписчики: { $followers }
accounts-entry-broken = • ⚠️ <b>{ $account }</b> · подписчики: { $followers } · подключите снова
unlink-question = Отключить <b>{ $account }</b>?
unlink-others = { $count ->
    [one] К этому аккаунту подключён ещё { $count } человек, для него данные сохраняются и дальше. Вы их больше не увидите.
    [few] К этому аккаунту подключены ещё { $count } человека, для них данные сохраняются и дальше. Вы их больше не увидите.
   *[many] К этому аккаунту подключено ещё { $count } человек, для них данные сохраняются и дальше. Вы их больше не увидите.
}
unlink-stops = Больше к этому аккаунту никто не подключён, поэтому новые данные сохраняться не будут.
unlink-stories = { $count ->
    [0] Сохранённых историй пока нет.
    [one] Вы больше не увидите { $count } сохранённую историю, и прочитать её показатели заново нельзя.
    [few] Вы больше не увидите { $count } сохранённые истории, и прочитать их показатели заново нельзя.
   *[many] Вы больше не увидите { $count } сохранённых историй, и прочитать их показатели заново нельзя.
}
unlink-token = Дайджест прекратится, мой доступ к Instagram будет удалён сразу.
unlinked = Аккаунт <b>{ $account }</b> отключён, мой доступ к Instagram удалён. Подключить его снова можно в любой момент.

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
settings-choose-region =
    🕐 Где вы находитесь?
    Сейчас выбрано: { $zone }, там { $now }
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
digest-when-daily = каждый день в { $time } (время: { $zone })
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
digest-post = Публикация: <i>{ $title }</i> · охват { $reach }
digest-reel = Рилс: <i>{ $title }</i> · охват { $reach }
digest-best-post = Лучшая публикация: <i>{ $title }</i> · охват { $reach } · { $times } к вашей медиане
digest-best-reel = Лучший рилс: <i>{ $title }</i> · охват { $reach } · { $times } к вашей медиане
digest-story-retention = До конца историй дошли: { $share }
digest-quiet = Тихое время: ничего не публиковалось. Но аккаунт живёт и так.
digest-quiet-numbers = Подписчики: <b>{ $followers }</b> · охват: <b>{ $reach }</b>

## Privacy

privacy-intro =
    🔒 <b>Конфиденциальность</b>
    Я читаю статистику подключённых вами аккаунтов Instagram, и больше ничего. Я не вижу вашего пароля, не публикую без вашей команды и никому ничего не передаю.
privacy-kept = <b>Что хранится и как долго</b>
privacy-kept-entry = • { $what }: { $how_long }
privacy-tokens = доступ к Instagram, в зашифрованном виде
privacy-numbers = показатели публикаций, рилсов и аккаунта
privacy-history = какими эти показатели были раньше, по дням
privacy-stories = сохранённые истории
privacy-link-attempts = незавершённые попытки подключения
privacy-messages = отправленные вам дайджесты и уведомления
privacy-updates = отметки о том, какие ваши сообщения обработаны
privacy-until-unlinked = пока вы не отключите аккаунт
privacy-security = Доступ хранится зашифрованным, а ключ — отдельно от него.
privacy-rights = Отключить аккаунт можно в любой момент: /accounts. Доступ удаляется сразу. Ещё можно удалить { -brand } в настройках Instagram, раздел «Приложения и сайты».

## Удаление всего

delete-me-question = 🗑 <b>Удалить всё ваше?</b> Отменить это нельзя.
delete-me-accounts = Мой доступ к Instagram и ваше подключение: { $accounts }
delete-me-stories = { $count ->
    [0] Всё, что сохранено по аккаунтам, к которым больше никто не подключён. Историй среди этого нет.
    [one] Всё, что сохранено по аккаунтам, к которым больше никто не подключён, и { $count } история: её числа больше не прочитать.
    [few] Всё, что сохранено по аккаунтам, к которым больше никто не подключён, и { $count } истории: их числа больше не прочитать.
   *[many] Всё, что сохранено по аккаунтам, к которым больше никто не подключён, и { $count } историй: их числа больше не прочитать.
}
delete-me-person = Ваши настройки, ваши дайджесты и всё, что мне о вас известно.
delete-me-done = Всё ваше удалено. Начать заново можно в любой момент: /start.

## Help

help-tasks =
    <b>Что вы хотите сделать?</b>

    Узнать, как дела у аккаунта: /overview
    Посмотреть, что дали публикация или рилс: /posts, /reels
    Увидеть, какие истории сейчас активны: /live
    Вернуться к прошлым историям: /stories
    Получать дайджест: /digest
    Понять показатель: /why
    Проверить, всё ли в порядке: /status
    Подключить, сменить или отключить аккаунт: /accounts
    Сменить язык или часовой пояс: /settings
    Узнать, что о вас хранится: /privacy
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

## Errors

error-unexpected = Что-то пошло не так с моей стороны. Ошибка записана; попробуйте, пожалуйста, чуть позже.
error-not-linked = Пока не подключён ни один аккаунт Instagram. Подключите его, и я покажу статистику.
error-not-found = Этого больше не найти. Возможно, запись удалена или принадлежит аккаунту, к которому вы не подключены.
error-no-healthy-link = Доступ к этому аккаунту закрыт, поэтому новых данных нет. Подключите его снова, и я сразу продолжу.
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
