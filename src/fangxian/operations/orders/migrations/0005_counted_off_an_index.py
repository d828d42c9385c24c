from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('orders', '0004_numbered_and_counted'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='dispatch',
            name='dispatches_due',
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(fields=['order', 'status', 'due_at', 'place'], name='dispatches_tallied'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(fields=['status', 'due_at', 'id'], name='dispatches_due'),
        ),
    ]
