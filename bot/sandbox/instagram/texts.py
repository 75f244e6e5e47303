"""Titles and descriptions of metrics, and messages, as Instagram localises them."""

import re

_METRICS = {
    "accounts_engaged": ("Accounts engaged", "Cuentas con interacción", "Вовлечённые аккаунты"),
    "comments": ("Comments", "Comentarios", "Комментарии"),
    "content_views": ("Content views", "Visualizaciones del contenido", "Просмотры контента"),
    "crossposted_views": ("Crossposted views", "Visualizaciones cruzadas", "Кросс-просмотры"),
    "engaged_audience_demographics": (
        "Engaged audience demographics",
        "Datos demográficos del público con interacción",
        "Демография вовлечённой аудитории",
    ),
    "facebook_views": ("Facebook views", "Visualizaciones en Facebook", "Просмотры на Facebook"),
    "follower_count": ("Follower count", "Número de seguidores", "Число подписчиков"),
    "follower_demographics": (
        "Follower demographics",
        "Datos demográficos de los seguidores",
        "Демография подписчиков",
    ),
    "follows": ("Follows", "Seguimientos", "Подписки"),
    "follows_and_unfollows": (
        "Follows and unfollows",
        "Seguimientos y dejados de seguir",
        "Подписки и отписки",
    ),
    "ig_reels_avg_watch_time": (
        "Average watch time",
        "Tiempo de reproducción promedio",
        "Среднее время просмотра",
    ),
    "ig_reels_video_view_total_time": (
        "Watch time",
        "Tiempo de reproducción",
        "Время просмотра",
    ),
    "impressions": ("Impressions", "Impresiones", "Показы"),
    "likes": ("Likes", "Me gusta", "Отметки «Нравится»"),
    "navigation": ("Navigation", "Navegación", "Навигация"),
    "online_followers": ("Online followers", "Seguidores en línea", "Подписчики онлайн"),
    "profile_activity": ("Profile activity", "Actividad del perfil", "Действия в профиле"),
    "profile_links_taps": (
        "Profile links taps",
        "Toques en enlaces del perfil",
        "Касания ссылок профиля",
    ),
    "profile_views": ("Profile views", "Visitas al perfil", "Просмотры профиля"),
    "profile_visits": ("Profile visits", "Visitas al perfil", "Посещения профиля"),
    "reach": ("Accounts reached", "Cuentas alcanzadas", "Охваченные аккаунты"),
    "reached_audience_demographics": (
        "Reached audience demographics",
        "Datos demográficos del público alcanzado",
        "Демография охваченной аудитории",
    ),
    "reels_skip_rate": ("Skip rate", "Tasa de omisión", "Доля пропусков"),
    "replies": ("Replies", "Respuestas", "Ответы"),
    "reposts": ("Reposts", "Republicaciones", "Репосты"),
    "saved": ("Saved", "Guardado", "Сохранения"),
    "saves": ("Saves", "Guardados", "Сохранения"),
    "shares": ("Shares", "Veces compartido", "Репосты в сообщениях"),
    "total_interactions": ("Content interactions", "Interacciones", "Взаимодействия"),
    "views": ("Views", "Visualizaciones", "Просмотры"),
    "website_clicks": ("Website clicks", "Clics en el sitio web", "Нажатия на сайт"),
}

_DESCRIPTIONS = {
    "en": "{title} in the asked period, as counted by Instagram.",
    "es": "{title} en el período solicitado, según Instagram.",
    "ru": "{title} за выбранный период по данным Instagram.",
}

_COLUMNS = {"en": 0, "es": 1, "ru": 2}

_MESSAGES = {
    r"\(#10\) Not enough viewers for the media to show insights": {
        "es": "(#10) No hay suficientes espectadores para mostrar estadísticas",
        "ru": "(#10) Недостаточно зрителей, чтобы показать статистику",
    },
    r"\(#10\) Application does not have permission for this action": {
        "es": "(#10) La aplicación no tiene permiso para realizar esta acción",
        "ru": "(#10) У приложения нет разрешения на это действие",
    },
    r"\(#100\) The Media Insights API does not support the (\w+) metric .*": {
        "es": r"(#100) La API no admite la métrica \1 para este tipo de contenido.",
        "ru": r"(#100) API не поддерживает метрику \1 для этого типа публикации.",
    },
    r"Unsupported \w+ request\. Object with ID '(\w+)' .*": {
        "es": r"No existe un objeto con el identificador '\1', o no admite esta operación.",
        "ru": r"Объект с идентификатором '\1' не существует или не поддерживает эту операцию.",
    },
    r"\(#80002\) .*": {
        "es": "(#80002) Demasiadas llamadas a esta cuenta de Instagram. Vuelve a intentarlo.",
        "ru": "(#80002) Слишком много обращений к этому аккаунту Instagram. Повторите позже.",
    },
    r"\(#4\) .*": {
        "es": "(#4) Se alcanzó el límite de solicitudes de la aplicación",
        "ru": "(#4) Достигнут лимит запросов приложения",
    },
    r"Error validating access token: .*": {
        "es": "Error al validar el identificador de acceso.",
        "ru": "Ошибка проверки маркера доступа.",
    },
    r"Invalid parameter": {"es": "Parámetro no válido", "ru": "Недопустимый параметр"},
    r"Media posted before business account conversion": {
        "es": "Contenido publicado antes de la conversión a cuenta de empresa",
        "ru": "Публикация сделана до перехода на бизнес-аккаунт",
    },
    r"An unknown error has occurred\.": {
        "es": "Se ha producido un error desconocido.",
        "ru": "Произошла неизвестная ошибка.",
    },
}
"""Patterns of messages, and what stands for them in other languages."""


def metric_texts(metric: str, language: str) -> tuple[str, str]:
    """Title and description; English for a language that the sandbox does not speak."""
    language = language if language in _COLUMNS else "en"
    title = _METRICS[metric][_COLUMNS[language]]
    return title, _DESCRIPTIONS[language].format(title=title)


def message(text: str, language: str) -> str:
    for pattern, translated in _MESSAGES.items():
        if (match := re.fullmatch(pattern, text)) and language in translated:
            return match.expand(translated[language])
    return text
