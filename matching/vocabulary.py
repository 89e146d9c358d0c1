"""Closed lists: the words that code, storage and pages share. Their wording is in the service."""

from enum import StrEnum


class OpportunityKind(StrEnum):
    """The four kinds of things that can be proposed."""

    OPENING = "opening"
    ACTIVITY = "activity"
    TRAINING = "training"
    MENTOR = "mentor"


class RecordKind(StrEnum):
    """Everything that is imported, versioned and kept."""

    PROFILE = "profile"
    COMPANY = "company"
    OPENING = "opening"
    ACTIVITY = "activity"
    TRAINING = "training"
    MENTOR = "mentor"


class StatementKind(StrEnum):
    """What a line of a profile is."""

    SKILL = "skill"
    """A trade or a know-how, wherever it was learned."""
    EXPERIENCE = "experience"
    """Work done, formal or informal, with its length when known."""
    CERTIFICATE = "certificate"
    """A title or a completed training; never where it was obtained."""
    WISH = "wish"
    """What the person wants to do."""


class ContractKind(StrEnum):
    """Kinds of employment contract used in Morocco."""

    PERMANENT = "cdi"
    FIXED_TERM = "cdd"
    TEMPORARY = "interim"
    INSERTION = "anapec"
    """Subsidised first-employment contract (ANAPEC)."""
    APPRENTICESHIP = "apprenticeship"
    SEASONAL = "seasonal"
    INTERNSHIP = "internship"


class LanguageCode(StrEnum):
    """Languages of work (ISO 639-1; Moroccan Arabic and Tamazight by their ISO 639-3 codes)."""

    ARABIC = "ar"
    DARIJA = "ary"
    TAMAZIGHT = "zgh"
    FRENCH = "fr"
    ENGLISH = "en"
    SPANISH = "es"


class LanguageLevel(StrEnum):
    """How far a language goes at work; each level includes the ones before it."""

    BASIC = "basic"
    SPOKEN = "spoken"
    WRITTEN = "written"


class Licence(StrEnum):
    """Driving licences (Moroccan categories) and operating licences."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    FORKLIFT = "forklift"
    PROFESSIONAL_DRIVER = "professional-driver"


class Demand(StrEnum):
    """What a job asks of the body or the day; a functional limit names the demands it rules out."""

    HEAVY_LIFTING = "heavy-lifting"
    HEIGHTS = "heights"
    PROLONGED_STANDING = "prolonged-standing"
    NIGHT_WORK = "night-work"
    DUST_OR_FUMES = "dust-or-fumes"
    LOUD_NOISE = "loud-noise"
    FINE_EYESIGHT = "fine-eyesight"
    DRIVING = "driving"


class Space(StrEnum):
    """Where an activity is carried on, and so what place it needs."""

    HOME = "home"
    PREMISES = "premises"
    """A shop, a workshop or a garage, owned or rented."""
    LAND = "land"
    """A plot, for animals, crops or beehives."""
    STREET = "street"
    """An authorised pitch, a market or a round."""
    CUSTOMERS = "customers"
    """At the customers'."""


class Refusal(StrEnum):
    """Why an opportunity was kept out. Every one has a rule, a wording and a test."""

    STARTS_BEFORE_AVAILABLE = "starts-before-available"
    SLOT_UNAVAILABLE = "slot-unavailable"
    TOO_FAR = "too-far"
    REGION_NOT_ACCEPTED = "region-not-accepted"
    LANGUAGE_MISSING = "language-missing"
    LICENCE_MISSING = "licence-missing"
    CERTIFICATE_MISSING = "certificate-missing"
    LEGAL_AGE_NOT_MET = "legal-age-not-met"
    """An officer noted that the legal minimum age is not met; no age is stored."""
    FUNCTIONAL_LIMIT = "functional-limit"
    CONTRACT_NOT_ACCEPTED = "contract-not-accepted"
    TOO_MANY_HOURS = "too-many-hours"
    NO_PLACE_LEFT = "no-place-left"
    COMPANY_PAUSED = "company-paused"
    COMPANY_AT_CAP = "company-at-cap"
    COMPANY_SILENT = "company-silent"
    CONVENTION_EXPIRED = "convention-expired"
    QUOTA_REACHED = "quota-reached"
    """The convention with the company has all its placements of the year."""
    EXPIRED = "expired"
    ALREADY_PROPOSED = "already-proposed"
    ALREADY_DECLINED = "already-declined"


class FeatureName(StrEnum):
    """The allow-list of numbers a ranker may see; each lies in [0, 1] or is unknown."""

    SEMANTIC = "semantic"
    LEXICAL = "lexical"
    COVERAGE = "coverage"
    CERTIFICATES = "certificates"
    EXPERIENCE = "experience"
    WISH = "wish"
    DISTANCE = "distance"
    AVAILABILITY = "availability"
    RESPONSE = "response"
    DEMAND = "demand"
    """Of activities: how much the sector is asked for in the region."""
    SATURATION = "saturation"
    """Of activities: room left by the kits already funded nearby; 1 when there is none."""
    SURVIVAL = "survival"
    """Of activities: how many like it outlived their first year."""
    CONTRIBUTION = "contribution"
    """Of activities: what the person brings of tools, place and money."""


class ReasonCode(StrEnum):
    """What speaks for or against a proposal; each rests on one feature and carries numbers."""

    SAME_TRADE = "same-trade"
    CLOSE_IN_MEANING = "close-in-meaning"
    CLOSE_IN_WORDS = "close-in-words"
    SKILLS_COVERED = "skills-covered"
    SKILLS_MISSING = "skills-missing"
    CERTIFICATE_HELD = "certificate-held"
    RELEVANT_EXPERIENCE = "relevant-experience"
    MATCHES_WISH = "matches-wish"
    NOT_THE_WISH = "not-the-wish"
    NEAR_HOME = "near-home"
    FAR_FROM_HOME = "far-from-home"
    STARTS_IN_TIME = "starts-in-time"
    LONG_WAIT = "long-wait"
    COMPANY_REPLIES = "company-replies"
    COMPANY_RARELY_REPLIES = "company-rarely-replies"
    STRONG_DEMAND = "strong-demand"
    WEAK_DEMAND = "weak-demand"
    NO_KIT_NEARBY = "no-kit-nearby"
    KITS_NEARBY = "kits-nearby"
    OFTEN_SURVIVES = "often-survives"
    RARELY_SURVIVES = "rarely-survives"
    OWN_MEANS = "own-means"
    OWN_PLACE = "own-place"
    PLACE_TO_FIND = "place-to-find"


class SupportKind(StrEnum):
    """How a statement supports a requirement."""

    TRADE = "trade"
    """Both name the same concept of the alias table."""
    SPELLING = "spelling"
    """Nearly the same words."""
    MEANING = "meaning"
    """Close for the encoder."""


class Direction(StrEnum):
    """Who the lines of a shortlist are."""

    OPPORTUNITIES = "opportunities"
    """Opportunities for a person."""
    PEOPLE = "people"
    """People for an opportunity."""


class MissingField(StrEnum):
    """What is not known and worth asking ("à demander"). Missing data never excludes."""

    SKILLS = "skills"
    EXPERIENCE = "experience"
    CERTIFICATES = "certificates"
    LANGUAGES = "languages"
    LICENCES = "licences"
    WISHES = "wishes"
    HOME = "home"
    MOBILITY = "mobility"
    AVAILABILITY = "availability"
    CONTRACTS = "contracts"
    FUNCTIONAL_LIMITS = "functional-limits"
    OWN_MEANS = "own-means"
    """Tools, place and money for an activity of one's own."""
    LEGAL_AGE = "legal-age"
    """The opening has a legal minimum age that a human must confirm."""


class Confidence(StrEnum):
    """How far a proposal may be trusted; a band, never a percentage."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class EmptyCause(StrEnum):
    """Why a shortlist is empty, or weaker than it should be."""

    NOTHING_IN_CATALOGUE = "nothing-in-catalogue"
    ALL_EXCLUDED = "all-excluded"
    NONE_SUITABLE = "none-suitable"
    """Something was allowed, but nothing fits well enough to be proposed."""


class Answer(StrEnum):
    """What a user says about a proposal."""

    PROPOSED = "proposed"
    """The officer put it to the person or to the company; it is now in progress."""
    ACCEPTED = "accepted"
    DECLINED_BY_PERSON = "declined-by-person"
    DECLINED_BY_COMPANY = "declined-by-company"
    NOT_SUITABLE = "not-suitable"
    LEGAL_AGE_CONFIRMED = "legal-age-confirmed"
    LEGAL_AGE_NOT_MET = "legal-age-not-met"
    WITHDRAWN = "withdrawn"
    """Undo: the proposal is no longer in progress and may be made again."""


class DeclineReason(StrEnum):
    """Coded reasons for a decline, on both sides. None of them penalises the person."""

    NOT_INTERESTED = "not-interested"
    TOO_FAR = "too-far"
    PAY = "pay"
    HOURS = "hours"
    HIRED_ELSEWHERE = "hired-elsewhere"
    IN_TRAINING = "in-training"
    NOT_REACHABLE = "not-reachable"
    SKILLS = "skills"
    POSITION_FILLED = "position-filled"
    NO_REPLY = "no-reply"
    RECORD_EXTRACT_ASKED = "record-extract-asked"
    """The company asked for a record extract; a fact about the company, never about the person."""
    OTHER = "other"


class OutcomeKind(StrEnum):
    """What happened after a proposal."""

    CONTACTED = "contacted"
    REPLIED = "replied"
    INTERVIEW = "interview"
    TRIAL = "trial"
    HIRED = "hired"
    NOT_HIRED = "not-hired"
    KEPT_1_MONTH = "kept-1-month"
    KEPT_3_MONTHS = "kept-3-months"
    KEPT_6_MONTHS = "kept-6-months"
    KEPT_12_MONTHS = "kept-12-months"
    LEFT = "left"
    ACTIVITY_STARTED = "activity-started"
    ACTIVITY_ALIVE_3_MONTHS = "activity-alive-3-months"
    ACTIVITY_ALIVE_6_MONTHS = "activity-alive-6-months"
    ACTIVITY_ALIVE_12_MONTHS = "activity-alive-12-months"
    ACTIVITY_ALIVE_24_MONTHS = "activity-alive-24-months"
    ACTIVITY_STOPPED = "activity-stopped"


class Role(StrEnum):
    """Who is asking."""

    OFFICER = "officer"
    COUNSELLOR = "counsellor"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class LackKind(StrEnum):
    """What is asked for and missing, and could be learned."""

    CERTIFICATE = "certificate"
    LICENCE = "licence"
    LANGUAGE = "language"
    SKILL = "skill"


class AnswerForm(StrEnum):
    """How a plausible answer to an open question reads."""

    UNCHANGED = "unchanged"
    """What was stated long ago still holds."""
    NONE = "none"
    THESE = "these"
    """Words of closed lists: licences, languages, contracts, demands."""
    NAMED = "named"
    """A text: a town, a certificate, a trade."""
    WITHIN_KM = "within-km"
    ANYWHERE = "anywhere"
    IN_DAYS = "in-days"
    """Available so many days from now; 0 is today."""
    FOR_MONTHS = "for-months"
    WITH_MAD = "with-mad"


class MentorFlag(StrEnum):
    """What a counsellor looks at before two people are introduced."""

    LANGUAGE_NOT_KNOWN = "language-not-known"
    """The mentor works in a language that nobody knows whether the person speaks."""
    WISHES_NOT_ASKED = "wishes-not-asked"
    """Nobody noted whom the person would, or would not, be accompanied by."""
    LITTLE_IN_COMMON = "little-in-common"
    """Allowed, but the flow alone would not propose it."""
    DISTANCE_NOT_KNOWN = "distance-not-known"


class MentorlessCause(StrEnum):
    """Why somebody of a group has no mentor."""

    NOBODY_ALLOWED = "nobody-allowed"
    """Rules or the counsellor keep every mentor out."""
    MENTORS_FULL = "mentors-full"
    """Those allowed accompany as many as they can."""
    NOTHING_STATED = "nothing-stated"
    """The profile states nothing to compare."""


class SuspensionReason(StrEnum):
    """Why nothing is recommended in a region for a while."""

    RECORDS_WRONG = "records-wrong"
    """Records brought in there have to be put right first."""
    PROPOSALS_DOUBTED = "proposals-doubted"
    """What was recommended there is being looked into."""
    UNFAIR_TO_SOME = "unfair-to-some"
    """A group may be served less well than others."""
    DECIDED_ABOVE = "decided-above"
    """Those who answer for the region decided so."""
    WORK_IN_PROGRESS = "work-in-progress"
    """The service itself is being worked on."""
